package dev.fathom.capture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BlankingTest {
    private final Blanking blanking = new Blanking("TheKey", "TheSecret");

    @Test
    void keysAndSignaturesAreTakenOutWhereverTheyStand() {
        assertThat(
                        blanking.text(
                                "{\"id\":1,\"params\":{\"apiKey\":\"TheKey\",\"signature\":"
                                        + " \"a+/=\",\"timestamp\":17}}"))
                .isEqualTo(
                        "{\"id\":1,\"params\":{\"apiKey\":\"blanked\",\"signature\":"
                                + " \"blanked\",\"timestamp\":17}}");
        assertThat(blanking.text("http://h/api/v3/order?symbol=A&signature=ab%2B12"))
                .isEqualTo("http://h/api/v3/order?symbol=A&signature=blanked");
        assertThat(blanking.text("0 http://h/x no answer for TheKey or TheSecret"))
                .isEqualTo("0 http://h/x no answer for blanked or blanked");
    }

    @Test
    void aListenKeyIsTakenOutFromTheAnswerThatGivesItOutOn() {
        assertThat(blanking.text("200 http://h/key {\"listenKey\":\"aB3dE\"}"))
                .isEqualTo("200 http://h/key {\"listenKey\":\"blanked\"}");
        assertThat(blanking.text("ws://h/ws/aB3dE")).isEqualTo("ws://h/ws/blanked");
        assertThat(blanking.text("{\"stream\":\"aB3dE\",\"data\":{\"e\":\"x\"}}"))
                .isEqualTo("{\"stream\":\"blanked\",\"data\":{\"e\":\"x\"}}");
    }

    @Test
    void aTokenIsAlsoTakenOutWhereItIsPercentEncoded() {
        blanking.text("{\"token\":\"a+b/c=\",\"expirationTime\":5}");

        assertThat(blanking.text("?listenToken=a%2Bb%2Fc%3D&x=a%2Bb%2Fc%3D"))
                .isEqualTo("?listenToken=blanked&x=blanked");
    }

    @Test
    void numbersAndNamesOfTheAccountAreTakenOutAndOrdersAreNot() {
        assertThat(
                        blanking.text(
                                "{\"uid\":354937868,\"accountAlias\":\"SgsR\",\"i\":\"SgsR\","
                                        + "\"o\":{\"i\":8886774,\"c\":\"mine\"}}"))
                .isEqualTo(
                        "{\"uid\":0,\"accountAlias\":\"blanked\",\"i\":\"blanked\","
                                + "\"o\":{\"i\":8886774,\"c\":\"mine\"}}");
    }

    @Test
    void whatIsOwedIsNotTheNameOfAnAccount() {
        String owed =
                "{\"e\":\"USER_LIABILITY_CHANGE\",\"E\":1,\"a\":\"BTC\",\"t\":\"BORROW\",\"p\":\"0.00000100\",\"i\":\"0.00000000\"}";

        assertThat(blanking.text(owed)).isEqualTo(owed);
    }

    @Test
    void aKeyThatIsItsOwnSecretIsNotShownEither() {
        assertThat(new Blanking("Twice", "Twice").text("Twice")).isEqualTo("blanked");
    }
}

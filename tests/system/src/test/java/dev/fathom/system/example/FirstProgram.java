package dev.fathom.system.example;

import dev.fathom.feed.Feed;

public final class FirstProgram {
    public static void main(String[] args) throws InterruptedException {
        try (Feed feed = Feed.open()) {
            feed.follow("binance:BTCUSDT", book -> System.out.println(book));
            Thread.sleep(60_000);
        }
    }
}

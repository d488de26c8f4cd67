/** Venue bytes in, exact books and accounts out. */
module dev.fathom.feed {
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.databind;
    requires transitive dev.fathom.book;
    requires io.netty.buffer;
    requires io.netty.codec;
    requires io.netty.codec.http;
    requires io.netty.common;
    requires io.netty.handler;
    requires io.netty.handler.proxy;
    requires io.netty.transport;
    requires static transitive org.jspecify;

    exports dev.fathom.account;
    exports dev.fathom.feed;
    exports dev.fathom.market;
    exports dev.fathom.net;
    exports dev.fathom.sync;
    exports dev.fathom.venue;
}

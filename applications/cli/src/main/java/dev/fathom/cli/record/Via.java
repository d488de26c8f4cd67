package dev.fathom.cli.record;

/** How venues are listened to. */
enum Via {
    /** Over connections that stay open. */
    STREAM,
    /** By requests, again and again. */
    REST
}

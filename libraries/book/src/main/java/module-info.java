/** Exact order books and fixed-point decimals. Needs nothing at run time. */
module dev.fathom.book {
    requires static transitive org.jspecify;

    exports dev.fathom.book;
}

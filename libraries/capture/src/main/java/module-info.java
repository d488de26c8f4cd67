/** Every frame on disk, and the proof of what is there. */
module dev.fathom.capture {
    requires com.fasterxml.jackson.databind;
    requires com.github.luben.zstd_jni;
    requires transitive dev.fathom.feed;
    requires static transitive org.jspecify;

    exports dev.fathom.capture;
}

package dev.kestramcp.engine;

import java.io.IOException;

/** Ties the engine's life to the launcher's: its standard input closes when the launcher ends, however it ends. */
final class ParentProcess {
    private ParentProcess() {
    }

    static void exitWithIt() {
        Thread watcher = new Thread(ParentProcess::waitForEnd, "parent-watcher");
        watcher.setDaemon(true);
        watcher.start();
    }

    private static void waitForEnd() {
        try {
            while (System.in.read() != -1) {
                // The launcher writes nothing that matters; only the end of the stream does.
            }
        } catch (IOException closed) {
            // A broken pipe is an end as well.
        }
        System.exit(0);
    }
}

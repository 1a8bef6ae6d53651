package dev.kestramcp.engine;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;

/**
 * Boots the Kestra engine (its executor, scheduler, worker and indexer on an H2 file) and, once it runs,
 * the HTTP server with our REST adapter. This is the engine behind an adapter, not Kestra's own server.
 */
public final class Engine {
    private Engine() {
    }

    public static void main(String[] args) {
        ParentProcess.exitWithIt();
        try {
            ApplicationContext context = ApplicationContext.builder().mainClass(Engine.class).start();
            Runtime.getRuntime().addShutdownHook(new Thread(context::close, "shutdown"));
            EngineServices.start(context);
            EmbeddedServer server = context.getBean(EmbeddedServer.class).start();
            System.out.println("READY " + server.getURI());
        } catch (Throwable failure) {
            // The engine's pools are not daemons: without an exit they would keep a half-started engine alive.
            failure.printStackTrace();
            System.exit(1);
        }
    }
}

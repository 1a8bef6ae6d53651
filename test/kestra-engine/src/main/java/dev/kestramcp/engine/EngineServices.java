package dev.kestramcp.engine;

import io.kestra.core.contexts.KestraContext;
import io.kestra.core.runners.ExecutorInterface;
import io.kestra.core.runners.Indexer;
import io.kestra.core.runners.Scheduler;
import io.kestra.core.runners.Worker;
import io.kestra.core.server.Service;
import io.kestra.core.utils.Await;
import io.kestra.worker.DefaultWorker;
import io.micronaut.context.ApplicationContext;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;

/** Starts the four services of the engine in one process, as Kestra's standalone server does, and waits for them. */
final class EngineServices {
    private static final int WORKER_THREADS = Math.max(8, Runtime.getRuntime().availableProcessors() * 4);
    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    private EngineServices() {
    }

    static void start(ApplicationContext context) throws TimeoutException {
        KestraContext.getContext().injectWorkerConfigs(WORKER_THREADS, null);
        List<Service> services = List.of(
            context.getBean(ExecutorInterface.class),
            worker(context),
            context.getBean(Scheduler.class),
            context.getBean(Indexer.class)
        );
        ExecutorService threads = Executors.newCachedThreadPool(EngineServices::daemon);
        services.forEach(service -> threads.execute((Runnable) service));
        Await.until(() -> services.stream().allMatch(EngineServices::isRunning), Duration.ofMillis(20), START_LIMIT);
    }

    private static Worker worker(ApplicationContext context) {
        Worker worker = context.createBean(DefaultWorker.class, UUID.randomUUID().toString(), WORKER_THREADS, null);
        context.registerSingleton(worker);
        return worker;
    }

    private static boolean isRunning(Service service) {
        return service.getState() != null && service.getState().isRunning();
    }

    private static Thread daemon(Runnable service) {
        Thread thread = new Thread(service, "engine-service");
        thread.setDaemon(true);
        return thread;
    }
}

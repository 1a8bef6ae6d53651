package dev.kestramcp.engine.instance;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;

import java.net.URI;

/** What Kestra answers outside its API. The interface that the root points to is not here. */
@Controller
public class RootController {
    @Get("/")
    public HttpResponse<?> root() {
        return HttpResponse.temporaryRedirect(URI.create("/ui/"));
    }

    @Get("/ping")
    public String ping() {
        return "pong";
    }
}

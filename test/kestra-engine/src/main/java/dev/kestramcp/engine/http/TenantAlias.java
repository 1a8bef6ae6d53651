package dev.kestramcp.engine.http;

import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpRequest;
import jakarta.inject.Singleton;

/**
 * Kestra 1.x still takes paths without a tenant as paths of the tenant {@code main}. The address is rewritten before
 * Micronaut sees the request: a filter could only do it at the price of the request's body.
 */
@Singleton
public class TenantAlias implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {
    @Override
    public NettyServerCustomizer.Registry onCreated(BeanCreatedEvent<NettyServerCustomizer.Registry> event) {
        event.getBean().register(new ConnectionCustomizer(null));
        return event.getBean();
    }

    private record ConnectionCustomizer(Channel channel) implements NettyServerCustomizer {
        @Override
        public NettyServerCustomizer specializeForChannel(Channel connection, ChannelRole role) {
            return new ConnectionCustomizer(connection);
        }

        @Override
        public void onStreamPipelineBuilt() {
            channel.pipeline().addAfter(
                ChannelPipelineCustomizer.HANDLER_HTTP_SERVER_CODEC, "tenant-alias", new Rewriter());
        }
    }

    private static final class Rewriter extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof HttpRequest request) {
                request.setUri(TenantPaths.withTenant(request.uri()));
            }
            context.fireChannelRead(message);
        }
    }
}

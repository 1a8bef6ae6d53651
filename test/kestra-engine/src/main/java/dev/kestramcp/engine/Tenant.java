package dev.kestramcp.engine;

/** The one tenant of Kestra's open source edition. */
public final class Tenant {
    public static final String MAIN = "main";

    private Tenant() {
    }
}

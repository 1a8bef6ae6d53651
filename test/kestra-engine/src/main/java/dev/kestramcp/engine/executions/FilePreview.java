package dev.kestramcp.engine.executions;

import io.kestra.core.serializers.FileSerde;
import io.micronaut.core.annotation.Nullable;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The first rows of a file: records of an Ion file, or lines of text. Images and PDFs are shown as text here. */
public record FilePreview(String extension, Kind type, Object content, int maxLine, boolean truncated) {
    private static final int DEFAULT_ROWS = 100;
    private static final int MOST_ROWS = 5000;
    private static final Set<String> MARKDOWN = Set.of("md", "markdown");

    public enum Kind {
        TEXT, LIST, MARKDOWN
    }

    static FilePreview of(URI path, InputStream content, Charset charset, @Nullable Integer maxRows)
        throws IOException {
        int rows = maxRows == null ? DEFAULT_ROWS : Math.min(maxRows, MOST_ROWS);
        String extension = extension(path.getPath());
        BufferedReader reader = new BufferedReader(new InputStreamReader(content, charset));
        if (extension.equals("ion")) {
            List<Object> records = new ArrayList<>();
            boolean truncated = FileSerde.reader(reader, rows, records::add);
            return new FilePreview(extension, Kind.LIST, records, rows, truncated);
        }
        Kind kind = MARKDOWN.contains(extension) ? Kind.MARKDOWN : Kind.TEXT;
        List<String> lines = reader.lines().limit(rows).toList();
        boolean truncated = reader.readLine() != null;
        String text = String.join("\n", lines) + (truncated ? "\n" : "");
        return new FilePreview(extension, kind, text, rows, truncated);
    }

    static Charset charset(String encoding) {
        try {
            return Charset.forName(encoding);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Unable to preview using encoding '" + encoding + "'");
        }
    }

    private static String extension(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }
}

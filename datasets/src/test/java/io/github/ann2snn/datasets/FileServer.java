package io.github.ann2snn.datasets;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A mirror on the loopback interface whose answers a test decides. */
public final class FileServer implements AutoCloseable {
  /** Answers one request for a file. */
  @FunctionalInterface
  public interface Answer {
    void to(HttpExchange exchange, String file) throws IOException;
  }

  private final HttpServer server;

  /** The requests so far: file name, a blank, and the Range header or "-". */
  public final List<String> requests = new CopyOnWriteArrayList<>();

  public FileServer(Answer answer) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String file = exchange.getRequestURI().getPath().substring(1);
          String range = exchange.getRequestHeaders().getFirst("Range");
          requests.add(file + " " + (range == null ? "-" : range));
          try (exchange) {
            answer.to(exchange, file);
          }
        });
    server.start();
  }

  public URI address() {
    String host = server.getAddress().getAddress().getHostAddress();
    return URI.create("http://" + host + ":" + server.getAddress().getPort() + "/");
  }

  /** Sends the whole content, whatever the range. */
  public static void send(HttpExchange exchange, int status, byte[] content) throws IOException {
    exchange.sendResponseHeaders(status, content.length == 0 ? -1 : content.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(content);
    }
  }

  /** Sends what the request's range asks for. */
  public static void sendRange(HttpExchange exchange, byte[] content) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    if (range == null) {
      send(exchange, 200, content);
      return;
    }
    int from = Integer.parseInt(range.replaceAll("\\D", ""));
    if (from >= content.length) {
      send(exchange, 416, new byte[0]);
    } else {
      send(exchange, 206, java.util.Arrays.copyOfRange(content, from, content.length));
    }
  }

  /** Announces the whole content and closes the connection after {@code sent} bytes. */
  public static void cutOff(HttpExchange exchange, byte[] content, int sent) throws IOException {
    exchange.sendResponseHeaders(200, content.length);
    exchange.getResponseBody().write(content, 0, sent);
    exchange.getResponseBody().flush();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.logging.LogManager;
import org.rapaio.jupyter.kernel.MainApp;
import org.rapaio.jupyter.kernel.channels.Channels;
import org.rapaio.jupyter.kernel.core.ConnectionProperties;
import org.rapaio.jupyter.kernel.core.Transform;

/**
 * Starts the kernel as its own main class does, but for one thing. Version 3.0.1 listens before its table of handlers exists: a message that comes in
 * between, as Jupyter's first one often does, ends the thread that listens, and the kernel never answers. With an empty table from the start that message
 * is passed over, and Jupyter sends it again.
 */
final class Kernel {
  private Kernel() {}

  public static void main(String[] arguments) throws Exception {
    LogManager.getLogManager().reset();
    String connection = Files.readString(Path.of(arguments[0]));
    Channels channels = new Channels(Transform.fromJson(connection, ConnectionProperties.class));
    Field handlers = Channels.class.getDeclaredField("handlers");
    handlers.setAccessible(true);
    handlers.set(channels, new HashMap<>());
    channels.connect(MainApp.kernel);
    channels.joinUntilClose();
  }
}

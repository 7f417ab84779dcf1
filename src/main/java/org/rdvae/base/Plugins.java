package org.rdvae.base;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Makes objects of classes that a config or a checkpoint names and that are no part of rdvae. A
 * checkpoint may come from anywhere, so nothing is made, nor any such class initialised, before
 * {@link #allow} said that it may be: the command line does so with {@code --plugin}, a program
 * that uses the library by calling it. The permission is one for the whole process, because a
 * config is read in many places and who may run code is no matter of a single one.
 */
public final class Plugins {
  private static volatile boolean allowed;

  private Plugins() {}

  /** Allows or forbids, from now on, to run the code of classes that configs name. */
  public static void allow(boolean allow) {
    allowed = allow;
  }

  /** Whether it is allowed, for processes that do a part of this one's work. */
  public static boolean areAllowed() {
    return allowed;
  }

  /**
   * Makes an object with the class's public constructor that takes {@link PluginSettings}.
   *
   * @param type what it must be
   * @throws Failure BAD_CONFIG if it is not allowed, there is no such class, it is not of the type
   *     or it cannot be made
   */
  public static <T> T make(Class<T> type, String className, List<PluginNumber> numbers) {
    if (!allowed) {
      throw bad(
          "the class "
              + className
              + " is no part of rdvae, and its code runs only with the option --plugin (in a"
              + " program, after Plugins.allow(true)); give it if you trust the class",
          null);
    }
    Class<? extends T> found = find(type, className);
    PluginSettings settings = new PluginSettings(numbers);
    try {
      T made = found.getConstructor(PluginSettings.class).newInstance(settings);
      settings.requireAllAsked();
      return made;
    } catch (NoSuchMethodException | IllegalAccessException | InstantiationException e) {
      throw bad(
          "expected "
              + className
              + " to have a public constructor with one parameter of type "
              + PluginSettings.class.getName()
              + ", found none",
          e);
    } catch (InvocationTargetException e) {
      throw bad(className + " cannot be made: " + words(e.getCause()), e);
    } catch (IllegalArgumentException | LinkageError e) {
      throw bad(className + " cannot be made: " + words(e), e);
    }
  }

  /**
   * Calls a method of a plugin, what it throws being the plugin's fault.
   *
   * @param method its name, for messages
   */
  public static <T> T call(String className, String method, Supplier<T> work) {
    try {
      return Objects.requireNonNull(work.get(), "it returned null");
    } catch (Failure e) {
      throw e;
    } catch (RuntimeException | LinkageError e) {
      throw bad(className + " failed in " + method + ": " + words(e), e);
    }
  }

  private static <T> Class<? extends T> find(Class<T> type, String className) {
    Class<?> found;
    try {
      // Not initialised, so that nothing runs of a class that is none of ours to run.
      found = Class.forName(className, false, Plugins.class.getClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      throw bad(
          "expected a class on the class path, found "
              + className
              + ", which is not there (the full name is needed, and the class path is extended by"
              + " RDVAE_PLUGINS)",
          e);
    }
    if (!type.isAssignableFrom(found)
        || Modifier.isAbstract(found.getModifiers())
        || !Modifier.isPublic(found.getModifiers())) {
      throw bad(
          "expected a public class that implements "
              + type.getName()
              + ", found "
              + className
              + ", which is none",
          null);
    }
    return found.asSubclass(type);
  }

  private static String words(Throwable thrown) {
    return thrown.getMessage() == null ? thrown.toString() : thrown.getMessage();
  }

  private static Failure bad(String message, Throwable cause) {
    return new Failure(Failure.Kind.BAD_CONFIG, message, cause);
  }
}

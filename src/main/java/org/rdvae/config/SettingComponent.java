package org.rdvae.config;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import org.rdvae.base.Failure;
import org.rdvae.base.KebabCase;
import org.rdvae.base.Setting;

/**
 * One component of a settings record as a config sees it.
 *
 * @param key its name in kebab case
 * @param initial the default as written beside it, empty where {@link Setting#initial} is
 */
record SettingComponent(
    String key,
    String sentence,
    String initial,
    Range range,
    SettingType type,
    Class<?> javaType,
    Method accessor) {

  static SettingComponent of(RecordComponent component) {
    Setting setting = component.getAnnotation(Setting.class);
    if (setting == null) {
      throw new IllegalStateException(
          component.getDeclaringRecord().getName()
              + "."
              + component.getName()
              + " has no @Setting");
    }
    return new SettingComponent(
        KebabCase.of(component.getName()),
        setting.value(),
        setting.initial(),
        Range.of(setting),
        SettingType.of(component.getGenericType()),
        component.getType(),
        component.getAccessor());
  }

  /** What may be written: "a whole number of at least 1". */
  String expected() {
    return type.expected(range);
  }

  Object valueIn(Object settings) {
    try {
      return accessor.invoke(settings);
    } catch (ReflectiveOperationException e) {
      throw new Failure(
          Failure.Kind.BUG, "cannot read the setting " + key + " of " + settings.getClass(), e);
    }
  }
}

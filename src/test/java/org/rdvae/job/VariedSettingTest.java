package org.rdvae.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rdvae.base.Failure;

class VariedSettingTest {

  @Test
  void takesValuesBetweenCommas() {
    VariedSetting setting = VariedSetting.parse("model.latent.size=10, 20,40");
    assertThat(setting.key()).isEqualTo("model.latent.size");
    assertThat(setting.shortKey()).isEqualTo("size");
    assertThat(setting.values()).containsExactly("10", "20", "40");
  }

  @Test
  void leavesCommasInsideAValue() {
    assertThat(
            VariedSetting.parse(
                    "model.encoder=[dense: {units: 3, activation: relu}, dense: {units: 2}],[]")
                .values())
        .containsExactly("[dense: {units: 3, activation: relu}, dense: {units: 2}]", "[]");
    assertThat(VariedSetting.parse("data.path='a,b',\"c],d\",e").values())
        .containsExactly("'a,b'", "\"c],d\"", "e");
  }

  @Test
  void keepsWhatFollowsASecondEqualsSign() {
    assertThat(VariedSetting.parse("data.path=a=b,c").values()).containsExactly("a=b", "c");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          model.latent.size  | expected a setting and its values, such as model.latent.size=10,20
          =10,20             | expected a setting and its values
          a.b=               | expected a value before and after every comma
          a.b=1,,2           | expected a value before and after every comma
          a.b=1,2,           | expected a value before and after every comma
          a.b=1,2,1          | found 1 twice
          seed=1,2           | --seeds says how many
          """)
  void refusesWhatIsNone(String text, String words) {
    assertThatThrownBy(() -> VariedSetting.parse(text))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.USAGE))
        .hasMessageStartingWith("--vary " + text + ": ")
        .hasMessageContaining(words);
  }
}

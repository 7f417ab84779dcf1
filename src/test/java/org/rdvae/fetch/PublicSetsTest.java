package org.rdvae.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class PublicSetsTest {

  @Test
  void knowsFourSets() throws IOException {
    assertThat(PublicSets.all().stream().map(PublicSet::name))
        .containsExactly("mnist", "fashion-mnist", "cifar10", "kodak");
    assertThat(PublicSets.all().stream().map(set -> set.files().size()))
        .containsExactly(4, 4, 1, 24);
    assertThat(PublicSets.all().stream().map(PublicSet::bytes))
        .containsExactly(11_594_722L, 30_878_645L, 170_052_171L, 15_394_305L);
    for (PublicSet set : PublicSets.all()) {
      assertThat(Files.readString(Path.of("README.md"))).contains(set.name());
    }
  }

  @Test
  void everyFileHasWhatVerifiesIt() {
    for (PublicSet set : PublicSets.all()) {
      assertThat(set.terms()).isNotBlank();
      assertThat(set.use()).isNotEmpty().anyMatch(line -> line.contains("FOLDER"));
      for (PublicFile file : set.files()) {
        assertThat(file.name()).matches("[a-z0-9.-]+");
        assertThat(file.bytes()).isPositive();
        assertThat(file.sha256()).matches("[0-9a-f]{64}");
      }
    }
  }

  @Test
  void everySetHasTwoAddressesOfFolders() {
    for (PublicSet set : PublicSets.all()) {
      assertThat(set.addresses()).hasSize(2).doesNotHaveDuplicates();
      for (URI address : set.addresses()) {
        assertThat(address.toString()).matches("https?://.+/");
        assertThat(address.resolve(set.files().get(0).name()).toString())
            .isEqualTo(address + set.files().get(0).name());
      }
    }
  }

  @Test
  void aMirrorTakesThePlaceOfTheAddresses() {
    PublicSet set = PublicSets.all().get(0);
    URI mirror = URI.create("http://127.0.0.1:1/");
    assertThat(set.from(List.of(mirror)).addresses()).containsExactly(mirror);
    assertThat(set.from(List.of())).isSameAs(set);
  }
}

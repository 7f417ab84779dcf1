package org.rdvae.data;

import java.util.List;

/**
 * Documents named on a command line.
 *
 * @param names of the documents, in their order: paths below the folder
 * @param notes what the user should know about the reading, a sentence each
 */
public record NamedDocuments(CountSet documents, List<String> names, List<String> notes) {

  public NamedDocuments {
    notes = List.copyOf(notes);
  }
}

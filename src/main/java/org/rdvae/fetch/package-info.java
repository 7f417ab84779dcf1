/**
 * Public sets of images from where they are published, when a user asks for one and at no other
 * time: {@link org.rdvae.fetch.PublicSets} knows the sets, {@link org.rdvae.fetch.Fetch} brings one
 * into a folder, {@code Download} one file. What a file must be is known beforehand (its size and
 * SHA-256), so nothing that a server says is believed, any mirror will do, and a download that
 * broke off goes on where it ended.
 */
package org.rdvae.fetch;

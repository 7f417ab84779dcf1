/**
 * Networks. A {@link org.rdvae.network.LayerSpec} is what the config says; a {@link
 * org.rdvae.network.NetworkSpec} adds sizes and names the parameters; a {@link
 * org.rdvae.network.ParameterLayout} puts them into one flat vector; a {@link
 * org.rdvae.network.PlannedNetwork} is the list of operations that runs them on fixed memory.
 */
package org.rdvae.network;

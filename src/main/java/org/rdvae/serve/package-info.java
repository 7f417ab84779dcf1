/**
 * The demo page: a small web server that shows what a codec of photographs and a model of images
 * do, to a browser on the same machine.
 *
 * <pre>
 * DemoServer - HostCheck - Routes - PhotoRoutes - PhotoService - codec
 *                               \ - DigitRoutes - DigitModel - model
 *                               \ - Pages (files in this package's resources)
 * </pre>
 *
 * <p>Nothing that a request says becomes a path of a file. What a request may cost is bounded
 * before it is begun: {@link org.rdvae.serve.Room} counts bytes and places, {@link
 * org.rdvae.serve.RecentPhotos} what is remembered. A request that waits holds neither a picture
 * nor the body of its answer: both are fetched or made once there is room.
 */
package org.rdvae.serve;

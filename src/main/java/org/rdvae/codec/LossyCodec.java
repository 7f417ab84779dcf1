package org.rdvae.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Consumer;
import org.rdvae.base.Failure;
import org.rdvae.tensor.Device;

/**
 * Photographs into {@code .rdv} files and back by a trained codec.
 *
 * <pre>
 * picture - analysis - y e^gain, segment by segment: hyper-analysis - z - means, tables - integers - bytes
 * bytes - integers - ŷ e^gain' - synthesis - picture
 * </pre>
 *
 * <p>Segments of 1024 x 1024 pixels are coded each by itself; the networks behind the pixels do not
 * know them. On the way to bytes and back only integers decide, so a file holds the same latents
 * for every machine; pixels come from floating-point numbers and may differ by one level of 255.
 */
public final class LossyCodec implements PhotoCodec {
  /** Most pixels along a side of a tile, without what lies around it. */
  static final int TILE = 768;

  private static final int SEGMENT = 1024;

  /** Of an array. */
  private static final int MOST_VALUES = Integer.MAX_VALUE - Long.BYTES;

  private final Device device;
  private final CodecArchitecture architecture;
  private final float[] parameters;
  private final Map<String, float[]> named;
  private final String modelHash;
  private final LatentCoder coder;
  private final PictureTransform transform;
  private final int segmentLatents;
  private final ConcurrentLinkedDeque<CodecSession> sessions = new ConcurrentLinkedDeque<>();

  /**
   * @param flat all parameters in the order of the architecture's layout; not copied
   * @param named the same by their names
   * @param modelHash 16 hexadecimal digits or more
   */
  public LossyCodec(
      Device device,
      CodecArchitecture architecture,
      float[] flat,
      Map<String, float[]> named,
      String modelHash) {
    this(device, architecture, flat, named, modelHash, TILE, SEGMENT);
  }

  /**
   * @param tile in pixels, about
   * @param segment in pixels, about; it is part of the format
   */
  LossyCodec(
      Device device,
      CodecArchitecture architecture,
      float[] flat,
      Map<String, float[]> named,
      String modelHash,
      int tile,
      int segment) {
    this.device = device;
    this.architecture = architecture;
    this.named = named;
    this.modelHash = modelHash;
    parameters = flat;
    coder = new LatentCoder(architecture, named::get, device.threads() > 1);
    transform = new PictureTransform(architecture, upToStep(tile));
    segmentLatents = upToStep(segment) / architecture.latentStep();
  }

  private int upToStep(int pixels) {
    int step = architecture.step();
    return (pixels + step - 1) / step * step;
  }

  /** The file. */
  @Override
  public byte[] compress(Photo photo, double quality) {
    RdvKind.Lossy kind = RdvKind.Lossy.ofQuality(quality);
    LatentMap map = map(photo.width(), photo.height());
    CodecSession session = take();
    try {
      float[] y = transform.analyse(session, photo, map.height(), map.width());
      map.multiply(y, gains(CodecArchitecture.ENCODER_GAINS, kind));
      List<RdvChunk> chunks = new ArrayList<>();
      Crc checksum = new Crc();
      photo.profile().ifPresent(profile -> chunks.add(new RdvChunk(RdvChunk.PROFILE, profile)));
      for (LatentMap.Piece piece : map.pieces(segmentLatents)) {
        int height = hyper(piece.height());
        int width = hyper(piece.width());
        float[] latents = map.copy(y, piece);
        int[] z = LatentCoder.rounded(session.hyperAnalyse(latents, piece.height(), piece.width()));
        LatentCoder.Segment segment = coder.round(latents, z, height, width);
        chunks.add(new RdvChunk(RdvChunk.DATA, coder.encode(segment)));
        add(checksum, segment);
      }
      RdvHeader header =
          new RdvHeader(
              modelHash, photo.width(), photo.height(), photo.channels(), kind, checksum.value());
      return new RdvFile(header, chunks).toBytes();
    } finally {
      sessions.push(session);
    }
  }

  @Override
  public Photo decompress(byte[] bytes, String name) {
    RdvFile file = ownFile(bytes, name);
    LatentMap map = map(file.header().width(), file.header().height());
    List<float[]> values = new ArrayList<>();
    decode(file, map, name, segment -> values.add(segment.values()));
    float[] latents = map.join(segmentLatents, values);
    map.multiply(latents, gains(CodecArchitecture.DECODER_GAINS, quality(file, name)));
    Photo photo = empty(file);
    CodecSession session = take();
    try {
      transform.synthesise(session, latents, map.height(), map.width(), photo);
      return photo;
    } finally {
      sessions.push(session);
    }
  }

  /**
   * What a file holds and what it spends on it; for looking at, since no decoder needs it.
   *
   * @param name how messages call the file
   * @throws Failure as {@link #decompress} does
   */
  public LatentBits bits(byte[] bytes, String name) {
    RdvFile file = ownFile(bytes, name);
    LatentMap map = map(file.header().width(), file.header().height());
    List<float[]> values = new ArrayList<>();
    List<float[]> costs = new ArrayList<>();
    List<Double> hyperCosts = new ArrayList<>();
    decode(
        file,
        map,
        name,
        segment -> {
          values.add(segment.values());
          costs.add(coder.bits(segment));
          hyperCosts.add(coder.hyperBits(segment));
        });
    return new LatentBits(
        map.height(),
        map.width(),
        map.channels(),
        map.join(segmentLatents, values),
        map.join(segmentLatents, costs),
        hyperCosts.stream().mapToDouble(Double::doubleValue).sum());
  }

  /** A verified file of a photograph that this model made. */
  private RdvFile ownFile(byte[] bytes, String name) {
    RdvFile file = RdvFile.read(bytes, name);
    quality(file, name);
    file.requireModel(modelHash, name);
    return file;
  }

  private static RdvKind.Lossy quality(RdvFile file, String name) {
    if (file.header().kind() instanceof RdvKind.Lossy kind) {
      return kind;
    }
    throw new Failure(
        Failure.Kind.BAD_DATA,
        name + ": expected a photograph, found a set of images; rdvae unpack reads them");
  }

  private static Photo empty(RdvFile file) {
    RdvHeader header = file.header();
    return new Photo(
        header.width(),
        header.height(),
        header.channels(),
        new byte[header.width() * header.height() * header.channels()],
        file.data(RdvChunk.PROFILE).stream().findFirst());
  }

  private void requireSegments(RdvFile file, LatentMap map) {
    long expected = map.pieceCount(segmentLatents);
    int found = file.data(RdvChunk.DATA).size();
    if (found != expected) {
      throw new BadCodeException(
          "expected a chunk for each of " + expected + " segments, found " + found);
    }
  }

  private static void requireRoom(RdvHeader header, LatentMap map, String name) {
    long pixels = (long) header.width() * header.height() * header.channels();
    long latents = (long) map.height() * map.width() * map.channels();
    if (Math.max(pixels, latents) > MOST_VALUES) {
      throw new Failure(
          Failure.Kind.OUT_OF_MEMORY,
          name + ": has " + pixels + " values, more than fit into Java's arrays");
    }
  }

  /** Decodes all segments, which must be those of the content checksum. */
  private void decode(
      RdvFile file, LatentMap map, String name, Consumer<LatentCoder.Segment> segments) {
    Crc checksum = new Crc();
    try {
      requireSegments(file, map);
      requireRoom(file.header(), map, name);
      decode(
          file,
          map,
          segment -> {
            add(checksum, segment);
            segments.accept(segment);
          });
      if (checksum.value() != file.header().contentChecksum()) {
        throw new BadCodeException("the decoded latents do not have the checksum of the header");
      }
    } catch (BadCodeException e) {
      throw RdvRefusal.damaged(name, e.getMessage());
    }
  }

  /**
   * Decodes the segments of a file one after the other, whatever its content checksum is. A segment
   * takes memory when the one before has been decoded, so that a short file which says that it is a
   * huge picture is refused before much is taken.
   *
   * @throws BadCodeException if there are not as many as the picture has, or no encoder made one
   */
  void decode(RdvFile file, Consumer<LatentCoder.Segment> segments) {
    LatentMap map = map(file.header().width(), file.header().height());
    requireSegments(file, map);
    decode(file, map, segments);
  }

  /** The same of a file that has as many segments as its picture. */
  private void decode(RdvFile file, LatentMap map, Consumer<LatentCoder.Segment> segments) {
    List<byte[]> messages = file.data(RdvChunk.DATA);
    List<LatentMap.Piece> pieces = map.pieces(segmentLatents);
    for (int i = 0; i < pieces.size(); i++) {
      LatentMap.Piece piece = pieces.get(i);
      segments.accept(coder.decode(messages.get(i), hyper(piece.height()), hyper(piece.width())));
    }
  }

  /** The content checksum's part of a segment. */
  static void add(Crc checksum, LatentCoder.Segment segment) {
    checksum.add(segment.hyperLatents());
    checksum.add(segment.latents());
  }

  private LatentMap map(int width, int height) {
    int step = architecture.latentStep();
    return new LatentMap(
        upToStep(height) / step, upToStep(width) / step, architecture.latents().channels());
  }

  private int hyper(int latents) {
    return latents * architecture.latentStep() / architecture.step();
  }

  private float[] gains(String name, RdvKind.Lossy kind) {
    float[] gains = QualityGains.logGains(named.get(name), kind.quality());
    for (int i = 0; i < gains.length; i++) {
      gains[i] = (float) StrictMath.exp(gains[i]);
    }
    return gains;
  }

  private CodecSession take() {
    CodecSession waiting = sessions.poll();
    return waiting == null ? new CodecSession(device, architecture, parameters) : waiting;
  }
}

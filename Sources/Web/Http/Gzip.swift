internal import CZlib

/// Pages as browsers take them over a slow line.
enum Gzip {
  /// Below this many bytes nothing is won.
  private static let least = 1_400

  /// The bytes packed, at the level that costs least; nil where it is not worth it.
  static func packed(_ bytes: [UInt8]) -> [UInt8]? {
    guard bytes.count >= least else { return nil }
    var stream = z_stream()
    guard jixiao_gzip_init(&stream, 1) == Z_OK else { return nil }
    defer { deflateEnd(&stream) }
    var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, uLong(bytes.count))))
    var input = bytes
    let count = output.count
    let written = input.withUnsafeMutableBufferPointer { source in
      output.withUnsafeMutableBufferPointer { target -> Int? in
        (stream.next_in, stream.avail_in) = (source.baseAddress, uInt(source.count))
        (stream.next_out, stream.avail_out) = (target.baseAddress, uInt(target.count))
        return deflate(&stream, Z_FINISH) == Z_STREAM_END ? count - Int(stream.avail_out) : nil
      }
    }
    guard let written else { return nil }
    output.removeLast(count - written)
    return output
  }
}

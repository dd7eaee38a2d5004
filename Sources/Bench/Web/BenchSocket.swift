internal import Glibc

/// A connection to this machine over which a request is sent as it stands, and what comes is looked at as it comes: a stream of
/// news has no end that a client could wait for.
final class BenchSocket {
  private let descriptor: Int32
  private var pending: [UInt8] = []
  private static let patience = 20

  init(port: Int) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    let connected = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard descriptor >= 0, connected == 0 else { throw BenchFailure("连不上 127.0.0.1:\(port)（\(errno)）。") }
    var limit = timeval(tv_sec: BenchSocket.patience, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    var one: Int32 = 1
    setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
  }

  func close() { _ = Glibc.close(descriptor) }

  func send(_ text: String) throws {
    let bytes = Array(text.utf8)
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { throw BenchFailure("发送中断（\(errno)）。") }
      sent += count
    }
  }

  private func receive() throws {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let count = recv(descriptor, &buffer, buffer.count, 0)
    guard count > 0 else { throw BenchFailure("\(BenchSocket.patience)秒内没有收到该来的，或者连接断了。") }
    pending += buffer[..<count]
  }

  /// Reads until a text has come, and past it.
  func await(_ text: String) throws {
    let wanted = Array(text.utf8)
    while true {
      if let range = pending.firstRange(of: wanted) {
        pending.removeSubrange(..<range.upperBound)
        return
      }
      try receive()
    }
  }

  /// Reads one answer whose length is told: its status, head and body.
  func answer() throws -> (status: Int, head: String, body: String) {
    let end = Array("\r\n\r\n".utf8)
    while pending.firstRange(of: end) == nil { try receive() }
    guard let range = pending.firstRange(of: end) else { throw BenchFailure("没有应答。") }
    let head = String(decoding: pending[..<range.lowerBound], as: UTF8.self)
    pending.removeSubrange(..<range.upperBound)
    let lines = head.split(separator: "\r\n")
    let length = lines.first { $0.lowercased().hasPrefix("content-length:") }.flatMap {
      Int($0.split(separator: ":")[1].trimmingPrefix { $0 == " " })
    }
    guard let status = lines.first?.split(separator: " ").dropFirst().first.flatMap({ Int($0) }), let length else {
      throw BenchFailure("应答看不懂：\(head.prefix(200))")
    }
    while pending.count < length { try receive() }
    let body = String(decoding: pending[..<length], as: UTF8.self)
    pending.removeSubrange(..<length)
    return (status, head, body)
  }
}

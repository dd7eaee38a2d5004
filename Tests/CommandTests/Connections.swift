import Foundation

/// Bare connections to this machine, as a careless or hostile client makes them.
enum Connections {
  private static func address(_ port: Int) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    return address
  }

  /// A port nobody listens on.
  static func freePort() throws -> Int {
    let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(socket) }
    var address = address(0)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    withUnsafeMutableBytes(of: &address) { bytes in
      guard let pointer = bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self) else { return }
      _ = bind(socket, pointer, length)
      _ = getsockname(socket, pointer, &length)
    }
    return Int(address.sin_port.bigEndian)
  }

  /// A connection, or -1 where there is none to be had. Waits half a minute at most for an answer.
  static func open(_ port: Int) -> Int32 {
    let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var wait = timeval(tv_sec: 30, tv_usec: 0)
    setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &wait, socklen_t(MemoryLayout<timeval>.size))
    var address = address(port)
    let isOpen = withUnsafeMutableBytes(of: &address) { bytes -> Bool in
      guard let pointer = bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self) else { return false }
      return connect(socket, pointer, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
    }
    if isOpen { return socket }
    close(socket)
    return -1
  }

  static func say(_ text: String, to socket: Int32) {
    let bytes = Array(text.utf8)
    _ = send(socket, bytes, bytes.count, Int32(MSG_NOSIGNAL))
  }

  /// The first bytes that come; empty where the other side closes or says nothing.
  static func hear(_ socket: Int32) -> String {
    var bytes = [UInt8](repeating: 0, count: 1_024)
    let count = recv(socket, &bytes, bytes.count, 0)
    return count > 0 ? String(decoding: bytes.prefix(count), as: UTF8.self) : ""
  }

  /// Whether the other side closes it, rather than let it hang.
  static func isClosedByPeer(_ socket: Int32) -> Bool {
    var byte: UInt8 = 0
    while true {
      let count = recv(socket, &byte, 1, 0)
      if count > 0 { continue }
      return count == 0 || errno == ECONNRESET
    }
  }
}

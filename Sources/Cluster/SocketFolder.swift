internal import Foundation

/// Where a cluster's socket is: nobody else may be able to put one there.
struct SocketFolder: Sendable {
  let path: String

  static let port = 5432
  var socket: String { "\(path)/.s.PGSQL.\(SocketFolder.port)" }

  /// The cluster's own `run`; else a folder in /tmp, since a socket's path has room for 107 bytes only, and since whoever
  /// connects takes a comma as the end of the name.
  init(for folder: ClusterFolder) {
    let own = folder.path + "/run"
    if own.utf8.count <= 80, !own.utf8.contains(UInt8(ascii: ",")) {
      path = own
    } else {
      path = "/tmp/jixiao-\(getuid())-" + ClusterFolder.shortName(of: folder.path)
    }
  }

  /// The URL to connect to: every byte of the folder's name that could mean something else is written as its number.
  var url: String {
    let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~".utf8)
    let host = path.utf8.map { byte in
      plain.contains(byte)
        ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }
    return "postgresql:///postgres?host=\(host.joined())&port=\(SocketFolder.port)&user=jixiao"
  }

  /// The server's setting: a list, in which a quoted name may have any character.
  var setting: String { "unix_socket_directories=\"\(path.replacingOccurrences(of: "\"", with: "\"\""))\"" }

  /// Makes the folder, the server's own; refuses one that somebody else put there.
  func make(_ programs: ServerPrograms) throws(ClusterError) {
    try ClusterFolder.make(path)
    try programs.checkOwner(of: path)
    try programs.giveToServer(path)
  }

  /// Whoever answers on the socket.
  enum Listener: Equatable {
    case nobody
    /// The process that listens; 0 where this program cannot see it, as in another container.
    case process(Int32)
  }

  /// Asks the system, which cannot be wrong about it, who listens on the socket.
  var listener: Listener {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let name = Array(socket.utf8)
    let isPlaced = withUnsafeMutableBytes(of: &address.sun_path) { space in
      guard name.count < space.count else { return false }
      space.copyBytes(from: name)
      return true
    }
    let handle = Foundation.socket(
      AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue), 0)
    guard isPlaced, handle >= 0 else { return .nobody }
    defer { close(handle) }
    let size = socklen_t(MemoryLayout<sockaddr_un>.size)
    let status = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(handle, $0, size) }
    }
    // A server with too many waiting is one all the same.
    guard status == 0 else { return errno == EAGAIN ? .process(0) : .nobody }
    // Process, user and group, as the listener was when it began to listen.
    var peer: [Int32] = [0, 0, 0]
    var length = socklen_t(12)
    guard getsockopt(handle, SOL_SOCKET, SO_PEERCRED, &peer, &length) == 0 else { return .process(0) }
    return .process(peer[0])
  }
}

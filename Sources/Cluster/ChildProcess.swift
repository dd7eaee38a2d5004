internal import Foundation

/// Runs a program to its end.
///
/// Foundation's `Process` waits until every descendant has let go of a descriptor it hands down, so it never comes back from
/// a program that leaves a server behind. This waits for the program alone.
enum ChildProcess {
  /// Runs `command[0]` with the rest as arguments, in a folder; gives its exit status and what it printed.
  ///
  /// Where nothing else is said the folder is one every user may stand in.
  static func run(_ command: [String], in folder: String = "/") -> (status: Int32, output: String) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return (127, "pipe: \(errno)") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
    posix_spawn_file_actions_adddup2(&actions, ends[1], 2)
    // A server would hold on to whatever else is open here for as long as it runs, such as a pipe somebody waits at.
    for descriptor in openDescriptors() { posix_spawn_file_actions_addclose(&actions, descriptor) }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    // A session of its own, so that Ctrl-C at the terminal does not reach the server; default signal handling.
    var none = sigset_t(), all = sigset_t()
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    let flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | 0x80  // POSIX_SPAWN_SETSID
    posix_spawnattr_setflags(&attributes, Int16(flags))
    defer {
      posix_spawnattr_destroy(&attributes)
      posix_spawn_file_actions_destroy(&actions)
    }
    // Messages that do not depend on the machine's language.
    let environment = ProcessInfo.processInfo.environment.merging(["LC_ALL": "C.UTF-8"]) { $1 }
    let command = ["/bin/sh", "-c", "cd \"$0\" && exec \"$@\"", folder] + command
    var pid: pid_t = 0
    let status = withCStrings(command) { arguments in
      withCStrings(environment.map { "\($0)=\($1)" }) {
        posix_spawn(&pid, command[0], &actions, &attributes, arguments, $0)
      }
    }
    close(ends[1])
    defer { close(ends[0]) }
    guard status == 0 else { return (127, "\(command[0]): \(String(cString: strerror(status)))") }
    let output = readAll(ends[0])
    var result: Int32 = 0
    while waitpid(pid, &result, 0) < 0, errno == EINTR {}
    return (result & 0x7F == 0 ? (result >> 8) & 0xFF : 128 + (result & 0x7F), output)
  }

  /// What this process has open beside its three streams; closing one that is gone by then does no harm.
  private static func openDescriptors() -> [Int32] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
    return names.compactMap { Int32($0) }.filter { $0 > 2 }
  }

  private static func readAll(_ descriptor: Int32) -> String {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = read(descriptor, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
      bytes += chunk[..<count]
    }
  }
}

/// Calls `body` with C strings in an array that ends with null.
private func withCStrings<R>(_ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> R) -> R {
  let copies = texts.map { strdup($0) }
  defer { for copy in copies { free(copy) } }
  return body(copies + [nil])
}

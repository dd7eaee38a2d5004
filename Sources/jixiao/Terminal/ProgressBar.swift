import Foundation

/// A bar on standard error while something takes long; silent where standard error is no terminal.
final class ProgressBar {
  private let title: String
  private var total: Int
  private let isShown: Bool
  private var lastShown = -1

  init(_ title: String, total: Int) {
    self.title = title
    self.total = max(total, 1)
    isShown = isatty(STDERR_FILENO) == 1
  }

  func show(_ done: Int) {
    let percent = min(100, done * 100 / total)
    guard isShown, percent != lastShown else { return }
    lastShown = percent
    let filled = percent * 30 / 100
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 30 - filled)
    FileHandle.standardError.write(Data("\r\(title) \(bar) \(percent)% ".utf8))
  }

  /// The same where the total is only known on the way.
  func show(_ done: Int, of total: Int) {
    self.total = max(total, 1)
    show(done)
  }

  func end() {
    if isShown, lastShown >= 0 { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
  }
}

internal import CSodium
internal import Foundation

/// A password as somebody typed it, as bytes that are wiped when nobody needs them any more.
///
/// What is equal to a reader is equal here: it is kept in NFC, since one keyboard writes é as one character and another as two.
/// The text that it came in belongs to whoever read it, and Swift's String cannot be wiped; it is best let go of at once.
///
/// `@unchecked Sendable`: the bytes are written once, before anybody else has it.
package final class Password: @unchecked Sendable {
  /// Its bytes in UTF-8; there is room for one where there is none.
  let start: UnsafeMutablePointer<UInt8>, count: Int

  /// A password as typed, blanks and all.
  package init(_ text: String) {
    let composed = Array(text.precomposedStringWithCanonicalMapping.utf8)
    count = composed.count
    start = .allocate(capacity: max(1, count))
    start.initialize(repeating: 0, count: max(1, count))
    start.update(from: composed, count: count)
  }

  deinit {
    sodium_memzero(start, count)
    start.deallocate()
  }

  /// The text, to be judged by its rules and not to be kept.
  package var text: String { String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self) }
}

extension Password: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "Password" }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: []) }
}

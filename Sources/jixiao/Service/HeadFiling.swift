import Desk
import Domain
import Logging
import Store

/// Files the ends of the audit trail in a folder as they are kept, beside what is mailed: each daemon in the folder that it was
/// given, so that it does not matter which of them kept them.
struct HeadFiling: Sendable {
  let store: Store
  let folder: String
  let log: Logger

  /// Looks every ten minutes, until it is cancelled. What cannot be written is tried again.
  func run() async throws {
    var problem: String?
    while true {
      do {
        for file in try await Desk(store, at: .commandLine).fileAuditHeads(in: folder) {
          log.info("ends of the audit trail filed", metadata: ["file": "\(file)"])
        }
        problem = nil
      } catch {
        try Task.checkCancellation()
        // Once, not every time.
        if problem != "\(error)" { log.error("ends of the audit trail not filed", metadata: ["error": "\(error)"]) }
        problem = "\(error)"
      }
      try await Task.sleep(for: .seconds(600))
    }
  }
}

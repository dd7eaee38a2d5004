import Cluster
import Foundation
import Synchronization

/// Keeps the private cluster running while a daemon lives: a server that was killed is started again within seconds.
///
/// On a thread of its own, since starting a server blocks for as long as its recovery takes.
final class ClusterTending: Sendable {
  private let isEnding = Mutex(false)
  private let ended = DispatchSemaphore(value: 0)

  init(_ cluster: PrivateCluster) {
    Thread.detachNewThread { [self] in
      var said: String?
      while !isEnding.withLock({ $0 }) {
        do throws(ClusterError) {
          if try cluster.ensureRunning(report: Output.note) { Output.note("本机数据库已重新启动。") }
          said = nil
        } catch {
          // Once, not every two seconds.
          if said != error.message { Output.note(error.message) }
          said = error.message
        }
        for _ in 0..<20 where !isEnding.withLock({ $0 }) { usleep(100_000) }
      }
      ended.signal()
    }
  }

  /// Ends it, before the cluster is let go.
  func end() {
    isEnding.withLock { $0 = true }
    ended.wait()
  }
}

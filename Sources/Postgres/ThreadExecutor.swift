internal import Glibc

/// Runs an actor's jobs on one thread of its own, so that libpq's blocking calls hold up nobody else.
///
/// `@unchecked Sendable`: all state is behind `mutex`.
final class ThreadExecutor: SerialExecutor, @unchecked Sendable {
  private var jobs: [UnownedJob] = []
  private var isStopping = false
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  init() {
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(condition, nil)
    startThread { [self] in run() }
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(mutex)
    condition.deallocate()
    mutex.deallocate()
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    pthread_mutex_lock(mutex)
    jobs.append(job)
    pthread_cond_signal(condition)
    pthread_mutex_unlock(mutex)
  }

  /// Lets the thread end once the jobs at hand are done.
  func stop() {
    pthread_mutex_lock(mutex)
    isStopping = true
    pthread_cond_signal(condition)
    pthread_mutex_unlock(mutex)
  }

  private func run() {
    while true {
      pthread_mutex_lock(mutex)
      while jobs.isEmpty, !isStopping { pthread_cond_wait(condition, mutex) }
      let batch = jobs
      jobs = []
      pthread_mutex_unlock(mutex)
      if batch.isEmpty { return }
      for job in batch { job.runSynchronously(on: asUnownedSerialExecutor()) }
    }
  }
}

/// Starts a detached thread.
func startThread(_ body: @escaping @Sendable () -> Void) {
  final class Box: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
  var thread = pthread_t()
  var attributes = pthread_attr_t()
  pthread_attr_init(&attributes)
  pthread_attr_setdetachstate(&attributes, CInt(PTHREAD_CREATE_DETACHED))
  pthread_attr_setstacksize(&attributes, 2 << 20)
  let argument = Unmanaged.passRetained(Box(body)).toOpaque()
  let status = pthread_create(
    &thread, &attributes,
    { argument in
      if let argument { Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().body() }
      return nil
    }, argument)
  pthread_attr_destroy(&attributes)
  precondition(status == 0, "no thread could be started: \(status)")
}

extension ClockStanding {
  /// What is wrong with a clock that stands so and what to do; nil where nothing is.
  package func problem(now: Instant, at door: Door) -> String? {
    switch self {
    case .fine: nil
    case .ahead(let since):
      "时钟现在是\(now.chinese)，而上次运行到\(since.chinese)，相差\(since.milliseconds(to: now) / 86_400_000)天，暂停评判和通知。"
        + "如果是停机了这么久、现在的时间正确，请\(door(.acceptClock))；时间不正确，请先校正数据库服务器的时间。"
    case .behind(let reached):
      "时钟现在是\(now.chinese)，数据却已走到\(reached.chinese)，在那之前不会有新的评判和通知。"
        + "请核对数据库服务器的时间；现在的时间正确、是以前走错了，请停止守护进程后\(door(.resetClock))。"
    }
  }
}

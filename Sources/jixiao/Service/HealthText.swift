import Contract

extension ServiceAnswer {
  /// How the service stands, in two lines.
  var text: String {
    let running =
      daemons.isEmpty
      ? "守护进程没有运行，预警不会自动评判和通知（jixiao serve）"
      : "守护进程\(daemons.count)个：" + daemons.map { "\($0.host) 进程\($0.pid)（\($0.clock)）" }.joined(separator: "、")
    let last = secondsSinceEvaluation.map { "，最近一次评判在\($0)秒前" } ?? ""
    let troubles = [
      daemons.allSatisfy { $0.problem == nil } ? nil : "有守护进程不能经某些通道发送",
      setAside.isEmpty ? nil : "搁置的任务\(setAside.count)个", deadLetters == 0 ? nil : "没有送达的消息\(deadLetters)条",
    ].compactMap { $0 }
    let trouble = troubles.isEmpty ? "" : "；\(troubles.joined(separator: "，"))，详见 jixiao doctor"
    return "\(running)\(last)\n接收人\(recipients)人，待发消息\(waitingMessages)条\(trouble)"
  }
}

import Domain
import Store

extension Health {
  /// How the service stands, in two lines.
  var text: String {
    let running =
      daemons.isEmpty
      ? "守护进程没有运行，预警不会自动评判和通知（jixiao serve）"
      : "守护进程\(daemons.count)个：" + daemons.map { "\($0.host) 进程\($0.pid)（\($0.clock)）" }.joined(separator: "、")
    let last = secondsSinceEvaluation.map { "，最近一次评判在\($0)秒前" } ?? ""
    let waiting = messages.filter { $0.key.last == "waiting" }.reduce(0) { $0 + $1.value }
    let troubles = [
      daemons.allSatisfy { $0.problem == nil } ? nil : "有守护进程不能经某些通道发送",
      setAside.isEmpty ? nil : "搁置的任务\(setAside.count)个", deadLetters == 0 ? nil : "没有送达的消息\(deadLetters)条",
    ].compactMap { $0 }
    let trouble = troubles.isEmpty ? "" : "；\(troubles.joined(separator: "，"))，详见 jixiao doctor"
    return "\(running)\(last)\n接收人\(recipients)人，待发消息\(waiting)条\(trouble)"
  }

  /// The same for programs.
  var json: JSONValue {
    .fields([
      "daemons": .array(
        daemons.map {
          .fields([
            "host": .string($0.host), "pid": .number(Int64($0.pid)), "clock": .string($0.clock),
            "silentSeconds": .number(Int64($0.silentSeconds)), "problem": .optional($0.problem),
          ])
        }), "secondsSinceEvaluation": secondsSinceEvaluation.map { .number(Int64($0)) } ?? .null,
      "recipients": .number(Int64(recipients)), "deadLetters": .number(Int64(deadLetters)),
      "setAside": .array(
        setAside.map {
          .fields([
            "id": .number($0.id), "kind": .string($0.kind), "department": .optional($0.name),
            "due": .string($0.due.description), "error": .string($0.error),
          ])
        }),
    ])
  }
}

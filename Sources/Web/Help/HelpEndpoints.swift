internal import Contract
internal import Desk
internal import Domain
internal import Embedded
internal import Pages

extension Site {
  /// The manual, and which program this is. Whoever cannot get in may read how to.
  static let helpEndpoints: [Endpoint] = [
    .get("/help", .anyone) { .page(ManualPage.index(manual, $0.chrome)) },
    .get("/help/{topic}", .anyone) { visit in
      guard let topic = manual[visit.parts["topic"] ?? ""] else { return .page(ProblemPage.missing(), 404) }
      return .page(ManualPage.topic(topic, of: manual, visit.chrome))
    },
    .get("/about", .person) { .page(AboutPage.page(try await $0.desk.about(), $0.chrome)) },
  ]

  private static let manual = Manual(String(cString: embedded_manual()))
}

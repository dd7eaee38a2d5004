internal import Desk
internal import Domain
internal import Pages
internal import Reports

// What somebody sees first.
extension Site {
  static let homeEndpoints: [Endpoint] = [.get("/", .person) { try await $0.homePage() }]
}

extension Visit {
  fileprivate func homePage() async throws -> Reply {
    let visitor = try person
    guard visitor.may(.readDepartment) else {
      return .go(chrome.person?.menu.first { $0 != .home }?.address ?? "/me")
    }
    var part: HomePage.Part = []
    if visitor.roles.contains(.clerk) { part.insert(.clerk) }
    if visitor.roles.contains(.head) { part.insert(.head) }
    if part.isEmpty { part = .bureau }
    let board = try await desk.home(asOf: day)
    let number = query.typed("page").flatMap { Int($0) } ?? 1
    return .page(HomePage.page(board, as: part, page: number, chrome))
  }
}

internal import Pages

extension Site {
  static let homeEndpoints: [Endpoint] = [
    .get("/", .person) { visit in .go(visit.chrome.person?.menu.first { $0 != .home }?.address ?? "/me") }
  ]
}

extension Site {
  static let projectsEndpoints: [Endpoint] = []
}

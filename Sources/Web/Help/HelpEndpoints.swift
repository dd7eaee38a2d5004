extension Site {
  static let helpEndpoints: [Endpoint] = []
}

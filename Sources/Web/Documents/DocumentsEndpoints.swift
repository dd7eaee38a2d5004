extension Site {
  static let documentsEndpoints: [Endpoint] = []
}

internal import NIOCore
internal import NIOHTTPTypes

/// How long a connection may take to say what it wants: a head within ten seconds, a body at a thousand bytes a second. Who opens
/// connections and says nothing, or drips, must not take what others need.
final class Patience: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  private let head: TimeAmount, rate: Int
  private static let look = TimeAmount.seconds(5)
  private var timer: Scheduled<Void>?
  private var received = 0
  private var isReading = false

  /// - Parameters:
  ///   - head: within which time a head must be there, from the connection's beginning or the last answer on.
  ///   - rate: bytes a second that a body must come at.
  init(head: TimeAmount = .seconds(10), rate: Int = 1_000) { (self.head, self.rate) = (head, rate) }

  func handlerAdded(context: ChannelHandlerContext) {
    if context.channel.isActive { waitForHead(context) }
  }

  func channelActive(context: ChannelHandlerContext) {
    waitForHead(context)
    context.fireChannelActive()
  }

  func channelInactive(context: ChannelHandlerContext) {
    timer?.cancel()
    context.fireChannelInactive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head:
      (isReading, received) = (true, 0)
      waitForBody(context)
    case .body(let bytes): received += bytes.readableBytes
    case .end:
      isReading = false
      timer?.cancel()
    }
    context.fireChannelRead(data)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    if case .end = unwrapOutboundIn(data), !isReading { waitForHead(context) }
    context.write(data, promise: promise)
  }

  private func waitForHead(_ context: ChannelHandlerContext) {
    timer?.cancel()
    let channel = context.channel
    timer = context.eventLoop.scheduleTask(in: head) { channel.close(promise: nil) }
  }

  private func waitForBody(_ context: ChannelHandlerContext) {
    timer?.cancel()
    lookAgain(context.channel)
  }

  /// Closes what has come too slowly since the last look.
  private func lookAgain(_ channel: any Channel) {
    let bound = NIOLoopBound(self, eventLoop: channel.eventLoop)
    timer = channel.eventLoop.scheduleTask(in: Patience.look) {
      let patience = bound.value
      guard patience.isReading else { return }
      guard patience.received >= patience.rate * Int(Patience.look.nanoseconds / 1_000_000_000) else {
        return channel.close(promise: nil)
      }
      patience.received = 0
      patience.lookAgain(channel)
    }
  }
}

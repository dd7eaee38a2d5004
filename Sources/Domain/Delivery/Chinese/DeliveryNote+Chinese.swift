extension DeliveryNote {
  /// What is kept and shown of it.
  package var chinese: String {
    switch self {
    case .keptInInbox: "已存入站内消息"
    case .overtaken: "后来的消息已说明新的情况，这一条不再发送"
    case .resolvedBefore: "预警在送达前已解除，这一条不再发送"
    case .heldBack: "领取后耽搁太久，没有发送"
    case .clockReset: "时钟复位：写于尚未到来的时间"
    case .endless: "发送超过时限仍未结束，已放弃等待"
    case .brokenOff(let attempts, let before):
      "尝试\(attempts)次，最后一次没有留下结果（发送途中中断）\(before.map { "；此前：\($0)" } ?? "")"
    case .exhausted(let attempts, let last): "尝试\(attempts)次仍未成功：\(last)"
    case .addressNotMail(let address): "邮件地址“\(address)”不正确"
    case .addressInside(let address):
      "目标地址 \(address) 在内网或本机范围内，没有发送；确需发往内网的，请在设置通道时加 --allow-private"
    case .hindered(let why): why
    case .notDelivered(let error): "没有送达：\(error)"
    case .mailRefused(let text): "邮件服务器拒绝：\(text)"
    case .redirected(let status): "对方要求转到别的地址（HTTP \(status)），不予跟随，请填写最终地址"
    case .busy(let status): "对方暂时不能接收（HTTP \(status)）"
    case .refused(let status, let text): "对方拒绝（HTTP \(status)）：\(text)"
    case .answerUnreadable(let text): "对方的回答无法识别：\(text)"
    case .errorCode(let code, let text): "对方返回错误 \(code)：\(text)"
    }
  }
}

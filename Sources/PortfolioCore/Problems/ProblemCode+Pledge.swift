extension ProblemCode {
  /// The codes of pledge packets.
  public static let pledgeCodes: [ProblemCode] = [
    pledgeTerms, pledgePolicyPurpose, pledgeNothingCarries, pledgeNotAPacket, pledgeAttachment,
    packetAltered, packetUnreadable,
  ]

  /// The terms of the loan make no sense or contradict each other.
  public static let pledgeTerms = ProblemCode("PLG001", .error, zh: "贷款条件有误", en: "Wrong terms of the loan")
  /// The policy needs something that the request does not give.
  public static let pledgePolicyPurpose = ProblemCode(
    "PLG002", .error, zh: "请求与政策不符", en: "The request does not fit the policy")
  /// No set of rights carries the amount under the policy.
  public static let pledgeNothingCarries = ProblemCode(
    "PLG003", .error, zh: "没有足以承载的权利组合", en: "No set of rights carries the amount")
  /// The folder is there and is no packet, so it is not replaced.
  public static let pledgeNotAPacket = ProblemCode(
    "PLG004", .error, zh: "目标文件夹不是材料包", en: "The folder is no packet")
  /// A document to attach cannot be taken.
  public static let pledgeAttachment = ProblemCode(
    "PLG005", .error, zh: "附件不可用", en: "A document cannot be attached")
  /// A file of a packet differs from the manifest.
  public static let packetAltered = ProblemCode(
    "PLG006", .error, zh: "材料包与清单不符", en: "A packet differs from its manifest")
  /// A packet's manifest or record cannot be read.
  public static let packetUnreadable = ProblemCode(
    "PLG007", .error, zh: "材料包无法读取", en: "A packet cannot be read")
}

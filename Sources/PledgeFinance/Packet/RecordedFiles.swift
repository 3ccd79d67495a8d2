internal import PortfolioCore

/// What a packet's record says of the files beside it, compared with the manifest: whoever exchanges the policy or an
/// attachment, and the line of the manifest with it, has not exchanged what the record says of them.
struct RecordedFiles {
  let record: PledgePacket
  let manifest: PacketManifest

  /// A difference: the file in which it stands, and what it is.
  struct Difference: Equatable {
    let name: String
    let zh: String
    let en: String
  }

  /// Everything in which the manifest and the record contradict each other.
  var differences: [Difference] { origin + policy + attachments }

  /// Where the packet comes from: run, data, day, program and models stand in both.
  private var origin: [Difference] {
    let head = record.head
    let pairs: [(isSame: Bool, zh: String, en: String)] = [
      (manifest.run == head.run, "评审批次", "the number of the run"),
      (manifest.snapshot == head.snapshot, "数据快照", "the snapshot of the data"),
      (manifest.valuationData == head.valuationData, "估值数据", "the data for valuation"),
      (manifest.asOf == head.asOf, "基准日", "the as-of day"),
      (manifest.program == head.program, "程序版本", "the version of the program"),
      (manifest.models == head.models, "模型的版本", "the versions of the models"),
    ]
    return pairs.filter { !$0.isSame }.map { pair in
      Difference(
        name: PacketManifest.name, zh: "\(pair.zh)与记录 \(PacketFolder.record) 所载不同",
        en: "It has \(pair.en) otherwise than the record, \(PacketFolder.record)")
    }
  }

  /// The policy's file is the one by which the record was made.
  private var policy: [Difference] {
    var found: [Difference] = []
    if !record.head.models.contains(where: { $0.sha256 == record.policy.sha256 }) {
      found.append(
        Difference(
          name: PacketFolder.record, zh: "所载政策不在其模型文件之列",
          en: "The policy that it names is not among its model files"))
    }
    guard let entry = manifest.files.first(where: { $0.path == PacketFolder.policy }) else {
      // Of a policy of the user's own, a packet with parts withheld has no file.
      if manifest.withheld.isEmpty || !record.policy.isOwnFile {
        found.append(
          Difference(
            name: PacketFolder.policy, zh: "缺少记录所据的政策文件",
            en: "The policy's file, by which the record was made, is not there"))
      }
      return found
    }
    if entry.sha256 != record.policy.sha256 {
      found.append(
        Difference(
          name: PacketFolder.policy, zh: "不是记录所据的政策：记录所载 SHA-256 为 \(record.policy.sha256)",
          en:
            "This is not the policy by which the record was made: the record has the SHA-256 \(record.policy.sha256)"
        ))
    }
    return found
  }

  /// Attached files are those that the record lists. Where parts are withheld they are listed by number and stay out.
  private var attachments: [Difference] {
    let folder = PacketFolder.attachments + "/"
    let present = manifest.files.filter { $0.path.hasPrefix(folder) }
    let listed = manifest.withheld.isEmpty ? record.attachments : []
    var found: [Difference] = []
    for entry in present where !listed.contains(where: { $0.path == entry.path }) {
      found.append(
        Difference(name: entry.path, zh: "记录中没有这个附件", en: "The record does not list this attached file"))
    }
    for attachment in listed {
      guard let entry = present.first(where: { $0.path == attachment.path }) else {
        found.append(
          Difference(
            name: attachment.path, zh: "缺少记录所列的附件", en: "The attached file that the record lists is not there"
          ))
        continue
      }
      if entry.sha256 != attachment.sha256 || entry.size != attachment.size {
        found.append(
          Difference(
            name: attachment.path, zh: "内容与记录所载的附件不同",
            en: "The contents differ from the attached file that the record lists"))
      }
    }
    return found
  }
}

public import PledgeFinance
public import PortfolioCore
internal import Reporting

/// What was looked at in a packet without any store, and what was found.
public struct PacketExamination: Sendable, Encodable {
  /// The SHA-256 of the manifest: what whoever made the packet sends another way.
  public let digest: String
  /// The SHA-256 of the record, as the packet's page shows it.
  public let recordDigest: String
  /// What was compared and agrees.
  public internal(set) var compared: [BilingualText]
  /// What was not compared, and why.
  public internal(set) var notCompared: [BilingualText]
  /// What differs.
  public internal(set) var problems: [Problem]
  /// Whether page or tables differ from what the record gives, by a program of another version: nothing is proven.
  public internal(set) var isInDoubt = false
}

extension Workspace {
  /// Looks at every byte of a packet: files against the manifest, the manifest against its digest and against one that came
  /// another way, policy, attached files, run and models against the record, the record against its own form, and page,
  /// tables and calendar against the record.
  /// - Parameter digest: the SHA-256 of manifest or record that came another way; nil where none did.
  /// - Throws: ``ProblemList`` when the folder is no packet (PLG007).
  public static func examine(_ folder: PacketFolder, digest given: String? = nil) throws -> PacketExamination
  {
    let problems = try folder.verify()
    let manifest = try folder.manifest()
    let digest = SHA256Digest(of: try folder.file(PacketManifest.name)).hex
    let recordDigest = (try? folder.file(PacketFolder.record)).map { SHA256Digest(of: $0).hex } ?? ""
    var found = PacketExamination(
      digest: digest, recordDigest: recordDigest, compared: [], notCompared: [], problems: problems)
    if problems.isEmpty {
      found.compared.append(
        BilingualText(
          zh: "\(manifest.files.count) 个文件的大小和 SHA-256 与清单一致，没有多余的文件",
          en:
            "Size and SHA-256 of \(manifest.files.count) files agree with the manifest, and no other file is there"
        ))
      found.compareRecord(folder, manifest)
    }
    found.compareDigest(given, folder)
    // A file that differs from the manifest has been told; what is made from it would only say so again.
    if problems.isEmpty { try found.compareForms(folder, manifest) }
    return found
  }
}

extension PacketExamination {
  private mutating func altered(_ folder: PacketFolder, _ name: String, _ zh: String, _ en: String) {
    problems.append(
      Problem(
        .packetAltered, at: Place(file: folder.path + "/" + name), zh: zh, en: en,
        remedy: BilingualText(
          zh: "不要依据这个材料包；向出具方索取原件", en: "Do not rely on this packet; ask whoever made it for the original")))
  }

  /// Says what the record was compared with: ``PacketFolder/verify()`` has told what differs.
  fileprivate mutating func compareRecord(_ folder: PacketFolder, _ manifest: PacketManifest) {
    guard let record = try? folder.packet() else { return }
    let hasPolicy = manifest.files.contains { $0.path == PacketFolder.policy }
    let count = manifest.withheld.isEmpty ? record.attachments.count : 0
    let zh =
      ["评审批次、数据快照、模型版本"] + (hasPolicy ? [PacketFolder.policy] : []) + (count > 0 ? ["\(count) 个附件"] : [])
    let en =
      ["Run, snapshot and models"] + (hasPolicy ? [PacketFolder.policy] : [])
      + (count > 0 ? ["\(count) attached files"] : [])
    compared.append(
      BilingualText(
        zh: zh.joined(separator: "、") + "与记录 \(PacketFolder.record) 所载一致",
        en: en.joined(separator: ", ") + " agree with the record, \(PacketFolder.record)"))
  }

  fileprivate mutating func compareDigest(_ given: String?, _ folder: PacketFolder) {
    guard let given else {
      notCompared.append(
        BilingualText(
          zh: "摘要：没有给出从别处收到的摘要（--digest）；能改文件的人也能改清单",
          en:
            "The digest: none that came another way was given (--digest), and whoever can change files can change the manifest"
        ))
      return
    }
    let plain = given.lowercased().filter { !$0.isWhitespace }
    if plain == digest {
      compared.append(
        BilingualText(zh: "清单的摘要与给出的一致", en: "The manifest's digest agrees with the one given"))
    } else if plain == recordDigest {
      compared.append(
        BilingualText(
          zh: "记录 packet.json 的摘要与给出的一致", en: "The digest of packet.json agrees with the one given"))
    } else {
      altered(
        folder, PacketManifest.name, "清单和记录的摘要都不是给出的 \(given)",
        "Neither the manifest nor the record has the given digest \(given)")
    }
  }

  /// Makes page, tables and calendar again from record and sheets, and compares them byte by byte.
  fileprivate mutating func compareForms(_ folder: PacketFolder, _ manifest: PacketManifest) throws {
    let forms: [String] = [
      PledgePacketFiles.page, PledgePacketFiles.tables, PledgePacketFiles.calendar,
    ]
    let names = forms.joined(separator: ", ")
    guard manifest.files.contains(where: { $0.path == PacketSheets.name }) else {
      return notCompared.append(
        BilingualText(
          zh: "\(names)：包内没有 \(PacketSheets.name)，未与记录对照",
          en: "\(names) were not compared with the record: there is no \(PacketSheets.name) in the packet"))
    }
    guard let sheets = try? PacketJSON.decode(PacketSheets.self, folder.file(PacketSheets.name)) else {
      return altered(folder, PacketSheets.name, "估值单和分级单无法读取", "The sheets cannot be read")
    }
    let record = try folder.packet()
    let files = PledgePacketFiles(record: record, sheets: sheets)
    guard files.canBeMadeAgain, !manifest.withheld.contains("amounts") else {
      return notCompared.append(
        BilingualText(
          zh: "\(names)：包内已隐去金额，无法由记录重新生成",
          en: "\(names) cannot be made again from the record, for amounts are withheld in it"))
    }
    let isSameProgram = manifest.program == Workspace.version && record.head.program == Workspace.version
    let isSameForm = isSameProgram && record.head.pageFormat == PledgePacketFiles.pageFormat
    var differing: [String] = []
    if try folder.file(PacketFolder.record) != files.recordBytes() { differing.append(PacketFolder.record) }
    for form in try files.forms() where try folder.file(form.path) != form.bytes {
      differing.append(form.path)
    }
    if differing.isEmpty {
      compared.append(
        BilingualText(
          zh: "\(names) 由 packet.json 和 \(PacketSheets.name) 重新生成，逐字节一致",
          en: "\(names) were made again from packet.json and \(PacketSheets.name): not a byte differs"))
    } else if isSameForm {
      for name in differing {
        altered(
          folder, name, "内容与由记录重新生成的不同", "The contents differ from what the record gives when made again")
      }
    } else {
      isInDoubt = true
      let maker = PacketExamination.maker(record, program: manifest.program)
      let own = PacketExamination.form(PledgePacketFiles.pageFormat, program: Workspace.version)
      notCompared.append(
        BilingualText(
          zh:
            "\(differing.joined(separator: "、"))：材料包由\(maker.zh)制作，本程序是\(own.zh)，同一记录生成的页面不同，不能逐字节核对，也不能断定是否改动：用制作时的版本再核对",
          en:
            "\(differing.joined(separator: ", ")): the packet was made by \(maker.en), this is \(own.en), which makes other pages of the same record. They cannot be compared byte by byte, and whether they were altered cannot be told: check with that version"
        ))
    }
  }

  /// The program that made a packet, with the form of its pages as far as the record tells it.
  private static func maker(_ record: PledgePacket, program: String) -> BilingualText {
    guard let number = record.head.pageFormat else {
      return BilingualText(
        zh: " Winnow \(program)（页面格式未记载）", en: "Winnow \(program), page format not recorded")
    }
    return form(number, program: program)
  }

  private static func form(_ number: Int, program: String) -> BilingualText {
    BilingualText(
      zh: " Winnow \(program)（页面格式 \(number)）", en: "Winnow \(program), page format \(number)")
  }
}

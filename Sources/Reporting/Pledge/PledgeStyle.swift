extension HTMLStyle {
  /// What packets add: on paper nothing but the packet, parts that are handed to different people on pages of their own.
  static let packet = """
    .packet td.l{overflow-wrap:anywhere}
    @media print{.packet button{display:none}.packet table{max-width:100%}
    #registration,#values,#papers,#monitoring,#forms,#valuation,#grades,#sources{break-before:page}
    .packet #forms section{break-inside:avoid}.packet .cards{grid-template-columns:repeat(3,1fr)}
    .packet p{max-width:none}}

    """
}

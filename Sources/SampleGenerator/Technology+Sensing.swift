extension Technology {
  static let sensor = Technology(
    name: "sensor", ipc: ["G01L1/22", "G01D5/353", "G01H11/08", "G01K7/16", "G01L9/00", "G01P15/12"],
    locarno: ["10-04", "10-05"],
    things: [
      Term("压力传感器", "pressure sensor"), Term("轴温传感器", "axle temperature sensor"),
      Term("光纤光栅应变计", "fibre Bragg strain gauge"),
      Term("振动变送器", "vibration transmitter"), Term("扭矩传感器", "torque sensor"), Term("液位计", "level gauge"),
    ],
    manners: [
      Term("自校准", "self-calibrating"), Term("无线", "wireless"), Term("耐高温", "high-temperature"),
      Term("低漂移", "low-drift"),
      Term("本安型", "intrinsically safe"), Term("微型", "miniature"),
    ],
    uses: [
      Term("转向架", "bogies"), Term("储能电池", "storage batteries"), Term("起重机结构", "crane structures"),
      Term("高压管线", "high-pressure lines"),
      Term("船舶机舱", "ship engine rooms"),
    ],
    methods: [
      Term("标定", "calibrating"), Term("温度补偿", "temperature compensation of"), Term("封装", "packaging"),
    ],
    secrets: [
      Term("补偿算法参数", "Compensation parameters"), Term("封装工艺窗口", "Packaging window"),
      Term("老化筛选规程", "Burn-in rules"),
    ])

  static let inspection = Technology(
    name: "inspection", ipc: ["G06T7/00", "G05B23/02", "G01N21/88", "G06V10/82", "G06N3/08", "G01M17/08"],
    locarno: ["14-02"],
    things: [
      Term("轮对在线检测系统", "wheelset on-line inspection system"),
      Term("表面缺陷识别装置", "surface defect recognition device"),
      Term("设备健康评估系统", "equipment health assessment system"), Term("数据采集终端", "data acquisition terminal"),
      Term("边缘计算网关", "edge computing gateway"),
    ],
    manners: [
      Term("多目视觉", "multi-camera"), Term("自适应", "adaptive"), Term("轻量级", "lightweight"),
      Term("多源融合", "multi-source"),
      Term("便携式", "portable"),
    ],
    uses: [
      Term("车辆段", "depots"), Term("起重机钢丝绳", "crane ropes"), Term("焊缝", "welds"),
      Term("阀门泄漏", "valve leakage"),
      Term("电池极片", "battery electrodes"),
    ],
    methods: [
      Term("训练", "training"), Term("故障预测", "predicting faults with"), Term("数据处理", "processing data of"),
    ],
    secrets: [
      Term("训练样本集", "Training samples"), Term("阈值参数", "Threshold parameters"),
      Term("标注规程", "Labelling rules"),
    ])

  static let catalyst = Technology(
    name: "catalyst", ipc: ["B01J23/75", "B01J29/40", "C10G45/08", "B01J35/10", "C07C5/03", "B01J37/02"],
    locarno: [],
    things: [
      Term("加氢催化剂", "hydrogenation catalyst"), Term("分子筛催化剂", "zeolite catalyst"),
      Term("脱硝催化剂", "denitration catalyst"),
      Term("载体", "carrier"), Term("电解水催化电极", "water electrolysis electrode"),
      Term("微球吸附剂", "microsphere adsorbent"),
    ],
    manners: [
      Term("多级孔", "hierarchical-pore"), Term("非贵金属", "non-noble-metal"), Term("抗硫", "sulfur-tolerant"),
      Term("负载型", "supported"),
      Term("纳米", "nano"), Term("整体式", "monolithic"),
    ],
    uses: [
      Term("合成气转化", "syngas conversion"), Term("废气处理", "waste gas treatment"),
      Term("重油加工", "heavy oil processing"),
      Term("绿氢制备", "green hydrogen production"),
    ],
    methods: [Term("制备", "preparing"), Term("再生", "regenerating"), Term("成型", "shaping")],
    secrets: [
      Term("浸渍工艺参数", "Impregnation parameters"), Term("焙烧曲线", "Calcination curve"),
      Term("评价数据", "Evaluation data"),
    ])

  static let membrane = Technology(
    name: "membrane", ipc: ["B01D71/68", "B01D69/12", "B01D67/00", "C02F1/44", "B01D61/02"],
    locarno: ["23-01"],
    things: [
      Term("纳滤膜", "nanofiltration membrane"), Term("气体分离膜", "gas separation membrane"),
      Term("中空纤维膜组件", "hollow fibre module"),
      Term("离子交换膜", "ion exchange membrane"), Term("膜反应器", "membrane reactor"),
    ],
    manners: [
      Term("复合", "composite"), Term("抗污染", "anti-fouling"), Term("耐溶剂", "solvent-resistant"),
      Term("高通量", "high-flux"),
      Term("超薄", "ultra-thin"),
    ],
    uses: [
      Term("盐湖提锂", "lithium extraction from brine"), Term("工业废水", "industrial waste water"),
      Term("碳捕集", "carbon capture"),
      Term("药物纯化", "drug purification"),
    ],
    methods: [
      Term("制备", "preparing"), Term("清洗", "cleaning"), Term("界面聚合", "interfacial polymerisation of"),
    ],
    secrets: [
      Term("铸膜液配方", "Casting solution recipe"), Term("涂覆参数", "Coating parameters"),
      Term("寿命试验数据", "Life test data"),
    ])

  static let laser = Technology(
    name: "laser", ipc: ["B23K26/21", "B22F10/28", "B33Y10/00", "B23K26/70", "B22F12/40", "C22C38/44"],
    locarno: ["15-09"],
    things: [
      Term("激光熔覆头", "laser cladding head"), Term("增材制造成形舱", "additive manufacturing chamber"),
      Term("送粉装置", "powder feeder"),
      Term("高熵合金涂层", "high-entropy alloy coating"), Term("热障涂层", "thermal barrier coating"),
    ],
    manners: [
      Term("同轴", "coaxial"), Term("多激光", "multi-laser"), Term("闭环控制", "closed-loop"),
      Term("抗裂", "crack-resistant"),
      Term("大幅面", "large-format"),
    ],
    uses: [
      Term("轴类修复", "shaft repair"), Term("薄壁件", "thin-walled parts"), Term("叶片", "blades"),
      Term("模具", "moulds"),
    ],
    methods: [
      Term("制备", "preparing"), Term("工艺监测", "process monitoring of"), Term("路径规划", "path planning for"),
    ],
    secrets: [
      Term("粉末成分", "Powder composition"), Term("工艺窗口", "Process window"), Term("扫描策略", "Scanning strategy"),
    ])
}

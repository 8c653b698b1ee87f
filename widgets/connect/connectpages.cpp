// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/connect/connectpages.h"

#include "widgets/connect/entrytable.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>
#include <QVBoxLayout>

#include <cmath>

using namespace Client;

namespace {

QFormLayout *makeForm(QWidget *page)
{
    auto *const form = new QFormLayout;
    form->setContentsMargins({});
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(8);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    auto *const layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 12, 0, 0);
    layout->setSpacing(12);
    layout->addLayout(form);
    return form;
}

template<typename Value>
void addChoice(QComboBox *box, const QString &text, Value value)
{
    box->addItem(text, static_cast<int>(value));
}

template<typename Value>
Value choice(const QComboBox *box)
{
    return static_cast<Value>(box->currentData().toInt());
}

template<typename Value>
void choose(QComboBox *box, Value value)
{
    box->setCurrentIndex(box->findData(static_cast<int>(value)));
}

} // namespace

SocketIoPage::SocketIoPage(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_version(new QComboBox)
    , m_transports(new QComboBox)
    , m_parser(new QComboBox)
    , m_path(new QLineEdit)
    , m_namespaces(new EntryTable(tr("Namespaces"),
                                  {tr("Namespace"), tr("Auth payload"), tr("Query (2.x)")},
                                  tr("Add namespace"), theme))
{
    addChoice(m_version, tr("Find out"), Version::Auto);
    addChoice(m_version, tr("Socket.IO 4"), Version::V4);
    addChoice(m_version, tr("Socket.IO 3"), Version::V3);
    addChoice(m_version, tr("Socket.IO 2"), Version::V2);
    m_version->setAccessibleName(tr("Version"));
    m_version->setToolTip(tr("Of the server. Find out: asks, and reads the answer or the error"));
    addChoice(m_transports, tr("Polling, then WebSocket"), Transports::Upgrade);
    addChoice(m_transports, tr("Polling only"), Transports::Polling);
    addChoice(m_transports, tr("WebSocket only"), Transports::WebSocket);
    addChoice(m_transports, tr("WebSocket, polling when that fails"), Transports::Fallback);
    m_transports->setAccessibleName(tr("Transports"));
    m_parser->addItem(tr("Text (the default)"));
    m_parser->addItem(tr("MessagePack"));
    m_parser->setAccessibleName(tr("Parser"));
    m_parser->setToolTip(tr("MessagePack where the server uses socket.io-msgpack-parser"));
    m_path->setAccessibleName(tr("Path"));
    m_path->setToolTip(tr("Where the server answers, as in io(url, { path: … })"));
    m_namespaces->setExample(0, QStringLiteral("/chat"));
    m_namespaces->setExample(1, QStringLiteral(R"({"token":"…"})"));
    m_namespaces->setExample(2, QStringLiteral("token=…"));

    QFormLayout *const form = makeForm(this);
    form->addRow(tr("&Version"), m_version);
    form->addRow(tr("&Transports"), m_transports);
    form->addRow(tr("&Parser"), m_parser);
    form->addRow(tr("Pat&h"), m_path);
    layout()->addWidget(m_namespaces);
    const auto showColumns = [this] {
        const auto version = choice<Version>(m_version);
        m_namespaces->setColumnVisible(1, version != Version::V2);
        m_namespaces->setColumnVisible(2, version == Version::V2 || version == Version::Auto);
    };
    connect(m_version, &QComboBox::currentIndexChanged, this, showColumns);
    showColumns();
}

void SocketIoPage::read(const ClientOptions &options)
{
    choose(m_version, options.version);
    choose(m_transports, options.transports);
    m_parser->setCurrentIndex(options.usesMsgpack ? 1 : 0);
    m_path->setText(QString::fromUtf8(options.path));
    QList<QStringList> rows;
    for (const NamespaceOptions &nsp : options.namespaces) {
        rows.append({QString::fromUtf8(nsp.name), QString::fromUtf8(nsp.auth),
                     QString::fromUtf8(nsp.query)});
    }
    m_namespaces->setRows(rows);
}

void SocketIoPage::writeTo(ClientOptions *options) const
{
    options->version = choice<Version>(m_version);
    options->transports = choice<Transports>(m_transports);
    options->usesMsgpack = m_parser->currentIndex() == 1;
    options->path = m_path->text().trimmed().toUtf8();
    options->namespaces.clear();
    const QList<QStringList> rows = m_namespaces->rows();
    for (const QStringList &row : rows) {
        options->namespaces.append({row.at(0).toUtf8(), row.at(1).toUtf8(), row.at(2).toUtf8()});
    }
}

void SocketIoPage::setFirstNamespace(const QString &name)
{
    QList<QStringList> rows = m_namespaces->rows();
    if (rows.isEmpty())
        rows.append(QStringList(3, QString()));
    rows.first()[0] = name;
    m_namespaces->setRows(rows);
}

WebSocketPage::WebSocketPage(QWidget *parent)
    : QWidget(parent)
    , m_subprotocols(new QLineEdit)
    , m_keepAlive(new QSpinBox)
{
    m_subprotocols->setPlaceholderText(QStringLiteral("graphql-transport-ws, v2.chat"));
    m_subprotocols->setAccessibleName(tr("Subprotocols"));
    m_subprotocols->setToolTip(tr("Those to offer, separated by commas, the best one first"));
    m_keepAlive->setRange(0, 3600);
    m_keepAlive->setSuffix(tr(" s"));
    m_keepAlive->setSpecialValueText(tr("Never"));
    m_keepAlive->setAccessibleName(tr("Keep-alive ping"));
    m_keepAlive->setToolTip(tr("Sends a ping that often"));
    QFormLayout *const form = makeForm(this);
    form->addRow(tr("&Subprotocols"), m_subprotocols);
    form->addRow(tr("&Keep-alive ping"), m_keepAlive);
    static_cast<QVBoxLayout *>(layout())->addStretch(1);
}

void WebSocketPage::read(const ClientOptions &options)
{
    m_subprotocols->setText(QString::fromUtf8(options.subprotocols.join(", ")));
    m_keepAlive->setValue(
        static_cast<int>(std::chrono::ceil<std::chrono::seconds>(options.keepAlive).count()));
}

void WebSocketPage::writeTo(ClientOptions *options) const
{
    options->subprotocols.clear();
    const QStringList names = m_subprotocols->text().split(u',', Qt::SkipEmptyParts);
    for (const QString &name : names) {
        if (const QString trimmed = name.trimmed(); !trimmed.isEmpty())
            options->subprotocols.append(trimmed.toUtf8());
    }
    options->keepAlive = std::chrono::seconds(m_keepAlive->value());
}

HeadersPage::HeadersPage(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_fields(new EntryTable(tr("Headers"), {tr("Header"), tr("Value")}, tr("Add header"), theme))
{
    m_fields->setExample(0, QStringLiteral("Authorization"));
    m_fields->setExample(1, QStringLiteral("Bearer …"));
    auto *const words = new QLabel(tr("Sent with every request: Authorization, Cookie, Origin, …"));
    words->setForegroundRole(QPalette::PlaceholderText);
    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 12, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(words);
    layout->addWidget(m_fields, 1);
}

void HeadersPage::read(const ClientOptions &options)
{
    QList<QStringList> rows;
    for (const Http::Field &field : options.fields)
        rows.append({QString::fromUtf8(field.name), QString::fromUtf8(field.value)});
    m_fields->setRows(rows);
}

void HeadersPage::writeTo(ClientOptions *options) const
{
    options->fields.clear();
    const QList<QStringList> rows = m_fields->rows();
    for (const QStringList &row : rows)
        options->fields.append({row.at(0).toUtf8(), row.at(1).toUtf8()});
}

ConnectionPage::ConnectionPage(QWidget *parent)
    : QWidget(parent)
    , m_deflate(new QCheckBox(tr("Offer compression (permessage-deflate)")))
    , m_timeout(new QDoubleSpinBox)
    , m_reconnects(new QCheckBox(tr("Connect again when the connection is lost")))
    , m_delay(new QSpinBox)
    , m_maximum(new QSpinBox)
    , m_randomization(new QDoubleSpinBox)
    , m_attempts(new QSpinBox)
{
    m_timeout->setRange(0.1, 600);
    m_timeout->setDecimals(1);
    m_timeout->setSuffix(tr(" s"));
    m_timeout->setAccessibleName(tr("Give up after"));
    constexpr int MaxDelay = 3'600'000;
    for (QSpinBox *const box : {m_delay, m_maximum}) {
        box->setRange(0, MaxDelay);
        box->setSingleStep(500);
        box->setSuffix(tr(" ms"));
    }
    m_delay->setAccessibleName(tr("First delay"));
    m_delay->setToolTip(tr("It doubles with each attempt"));
    m_maximum->setAccessibleName(tr("Longest delay"));
    m_randomization->setRange(0, 1);
    m_randomization->setSingleStep(0.1);
    m_randomization->setAccessibleName(tr("Randomised by"));
    m_randomization->setToolTip(tr("0.5: each delay is half shorter to half longer"));
    m_attempts->setRange(-1, 1'000'000);
    m_attempts->setSpecialValueText(tr("For ever"));
    m_attempts->setAccessibleName(tr("Attempts"));

    QFormLayout *const form = makeForm(this);
    form->addRow(tr("&Give up after"), m_timeout);
    form->addRow(QString(), m_deflate);
    form->addRow(QString(), m_reconnects);
    form->addRow(tr("&First delay"), m_delay);
    form->addRow(tr("&Longest delay"), m_maximum);
    form->addRow(tr("&Randomised by"), m_randomization);
    form->addRow(tr("A&ttempts"), m_attempts);
    static_cast<QVBoxLayout *>(layout())->addStretch(1);
    connect(m_reconnects, &QCheckBox::toggled, this, &ConnectionPage::enableParts);
    enableParts();
}

void ConnectionPage::enableParts()
{
    for (QWidget *const part : QList<QWidget *> {m_delay, m_maximum, m_randomization, m_attempts})
        part->setEnabled(m_reconnects->isChecked());
}

void ConnectionPage::read(const ClientOptions &options)
{
    m_deflate->setChecked(options.offersDeflate);
    m_timeout->setValue(static_cast<double>(options.openTimeout.count()) / 1000.0);
    m_reconnects->setChecked(options.reconnection.isOn);
    m_delay->setValue(static_cast<int>(options.reconnection.delay.count()));
    m_maximum->setValue(static_cast<int>(options.reconnection.maximum.count()));
    m_randomization->setValue(options.reconnection.randomization);
    m_attempts->setValue(options.reconnection.attempts);
}

void ConnectionPage::writeTo(ClientOptions *options) const
{
    options->offersDeflate = m_deflate->isChecked();
    options->openTimeout = std::chrono::milliseconds(std::llround(m_timeout->value() * 1000.0));
    options->reconnection.isOn = m_reconnects->isChecked();
    options->reconnection.delay = std::chrono::milliseconds(m_delay->value());
    options->reconnection.maximum = std::chrono::milliseconds(m_maximum->value());
    options->reconnection.randomization = m_randomization->value();
    options->reconnection.attempts = m_attempts->value();
}

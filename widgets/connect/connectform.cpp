// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/connect/connectform.h"

#include "protocol/client/urlguess.h"
#include "widgets/common/segmentedbutton.h"
#include "widgets/connect/connectpages.h"
#include "widgets/connect/securitypage.h"

#include <QFormLayout>
#include <QLineEdit>
#include <QTabWidget>
#include <QVBoxLayout>

using Client::Protocol;
using Client::UrlGuess;

ConnectForm::ConnectForm(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_address(new QLineEdit)
    , m_protocol(new SegmentedButton(theme))
    , m_tabs(new QTabWidget)
    , m_socketIo(new SocketIoPage(theme, this))
    , m_webSocket(new WebSocketPage(this))
    , m_headers(new HeadersPage(theme, this))
    , m_security(new SecurityPage(theme, this))
    , m_connection(new ConnectionPage(this))
{
    m_address->setPlaceholderText(QStringLiteral("http://127.0.0.1:3000"));
    m_address->setAccessibleName(tr("Address of the server"));
    m_address->setToolTip(tr("http or https for Socket.IO, with the namespace as its path; ws or "
                             "wss for a plain WebSocket"));
    m_protocol->addSegment(tr("Socket.IO"));
    m_protocol->addSegment(tr("WebSocket"));
    m_protocol->setAccessibleName(tr("Protocol"));
    m_tabs->setDocumentMode(true);

    auto *const form = new QFormLayout;
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(8);
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    form->addRow(tr("&Address"), m_address);
    form->addRow(tr("Protocol"), m_protocol);
    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(12);
    layout->addLayout(form);
    layout->addWidget(m_tabs, 1);
    showPages();

    connect(m_address, &QLineEdit::textEdited, this, &ConnectForm::onAddressEdited);
    connect(m_protocol, &SegmentedButton::currentIndexChanged, this, [this] {
        m_isChosen = true;
        showPages();
    });
    setRequest({});
    m_isChosen = false;
}

void ConnectForm::setRequest(const ConnectRequest &request)
{
    m_address->setText(QString::fromUtf8(request.options.url));
    m_socketIo->read(request.options);
    m_webSocket->read(request.options);
    m_headers->read(request.options);
    m_security->read(request);
    m_connection->read(request.options);
    setProtocol(request.options.protocol);
    m_isChosen = !request.options.url.isEmpty();
    m_namesNamespace = false;
}

ConnectRequest ConnectForm::request() const
{
    ConnectRequest request;
    m_socketIo->writeTo(&request.options);
    m_webSocket->writeTo(&request.options);
    m_headers->writeTo(&request.options);
    m_security->writeTo(&request);
    m_connection->writeTo(&request.options);
    const QString text
        = m_address->text().trimmed().isEmpty() ? m_address->placeholderText() : m_address->text();
    const UrlGuess guess = UrlGuess::of(text.toUtf8(), protocol());
    request.options.protocol = protocol();
    request.options.url = guess.url;
    return request;
}

void ConnectForm::focusAddress()
{
    m_address->setFocus();
    m_address->selectAll();
}

void ConnectForm::onAddressEdited()
{
    const UrlGuess guess
        = UrlGuess::of(m_address->text().toUtf8(),
                       m_isChosen ? std::optional(protocol()) : std::optional<Protocol>());
    if (!m_isChosen)
        setProtocol(guess.protocol);
    if (guess.protocol == Protocol::SocketIo) {
        Client::ClientOptions options;
        m_socketIo->writeTo(&options);
        if (!guess.enginePath.isEmpty()) {
            // Out of a browser: what Engine.IO put there goes, what it says is kept.
            options.path = guess.enginePath;
            options.version = guess.version.value_or(options.version);
            options.transports = guess.transports.value_or(options.transports);
            m_socketIo->read(options);
        }
        const bool namesNamespace = guess.nsp != "/";
        if (namesNamespace || m_namesNamespace)
            m_socketIo->setFirstNamespace(QString::fromUtf8(guess.nsp));
        m_namesNamespace = namesNamespace;
    }
}

void ConnectForm::setProtocol(Protocol protocol)
{
    const QSignalBlocker quiet(m_protocol);
    m_protocol->setCurrentIndex(protocol == Protocol::SocketIo ? 0 : 1);
    showPages();
}

Protocol ConnectForm::protocol() const
{
    return m_protocol->currentIndex() == 0 ? Protocol::SocketIo : Protocol::WebSocket;
}

void ConnectForm::showPages()
{
    const bool isSocketIo = protocol() == Protocol::SocketIo;
    QWidget *const own = isSocketIo ? static_cast<QWidget *>(m_socketIo) : m_webSocket;
    if (m_tabs->count() > 0 && m_tabs->widget(0) == own)
        return;
    const int current = std::max(0, m_tabs->currentIndex());
    m_tabs->clear();
    (isSocketIo ? static_cast<QWidget *>(m_webSocket) : m_socketIo)->hide();
    m_tabs->addTab(own, isSocketIo ? tr("Socket.IO") : tr("WebSocket"));
    m_tabs->addTab(m_headers, tr("Headers"));
    m_tabs->addTab(m_security, tr("TLS and proxy"));
    m_tabs->addTab(m_connection, tr("Connection"));
    m_tabs->setCurrentIndex(current);
}

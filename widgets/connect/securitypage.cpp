// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/connect/securitypage.h"

#include "widgets/common/failurewords.h"
#include "widgets/common/icons.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QSpinBox>
#include <QToolButton>

using ProxyType = Tap::UpstreamProxy::Type;

FileLine::FileLine(const QString &name, const QString &dialogTitle, const Theme &theme,
                   QWidget *parent)
    : QWidget(parent)
    , m_line(new QLineEdit)
{
    m_line->setAccessibleName(name);
    m_line->setPlaceholderText(tr("PEM file"));
    auto *const browse = new QToolButton;
    browse->setIcon(themedIcon(Icon::Open, theme));
    browse->setToolTip(dialogTitle);
    browse->setAccessibleName(dialogTitle);
    auto *const layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(4);
    layout->addWidget(m_line, 1);
    layout->addWidget(browse);
    setFocusProxy(m_line);
    connect(browse, &QToolButton::clicked, this, [this, dialogTitle] {
        const QString file = QFileDialog::getOpenFileName(
            this, dialogTitle, m_line->text(), tr("PEM files (*.pem *.crt *.key);;All files (*)"));
        if (!file.isEmpty())
            m_line->setText(file);
    });
}

QString FileLine::file() const
{
    return m_line->text().trimmed();
}

void FileLine::setFile(const QString &file)
{
    m_line->setText(file);
}

SecurityPage::SecurityPage(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_authorities(new FileLine(tr("Authorities"), tr("Certificates to trust"), theme))
    , m_certificate(new FileLine(tr("Client certificate"), tr("The client's certificate"), theme))
    , m_key(new FileLine(tr("Its key"), tr("The key of that certificate"), theme))
    , m_passphrase(new QLineEdit)
    , m_serverName(new QLineEdit)
    , m_acceptsAny(new QCheckBox(tr("Accept any certificate of the server")))
    , m_fingerprint(new QLineEdit)
    , m_proxyType(new QComboBox)
    , m_proxyHost(new QLineEdit)
    , m_proxyPort(new QSpinBox)
    , m_proxyUser(new QLineEdit)
    , m_proxyPassword(new QLineEdit)
{
    for (QLineEdit *const line : {m_passphrase, m_proxyPassword})
        line->setEchoMode(QLineEdit::Password);
    m_passphrase->setAccessibleName(tr("Passphrase of the key"));
    m_serverName->setPlaceholderText(tr("The host of the address"));
    m_serverName->setAccessibleName(tr("Server name"));
    m_serverName->setToolTip(tr("The name to ask for (SNI) and to find in the certificate"));
    m_acceptsAny->setToolTip(tr("Nobody checks then who answers."));
    m_fingerprint->setPlaceholderText(tr("SHA-256 of one certificate to accept as it is"));
    m_fingerprint->setAccessibleName(tr("Accepted certificate"));
    m_proxyType->addItem(tr("None"), static_cast<int>(ProxyType::None));
    m_proxyType->addItem(tr("HTTP"), static_cast<int>(ProxyType::Http));
    m_proxyType->addItem(tr("SOCKS 5"), static_cast<int>(ProxyType::Socks5));
    m_proxyType->setAccessibleName(tr("Proxy"));
    m_proxyHost->setPlaceholderText(QStringLiteral("127.0.0.1"));
    m_proxyHost->setAccessibleName(tr("Proxy host"));
    m_proxyPort->setRange(0, 65535);
    m_proxyPort->setSpecialValueText(tr("Port"));
    m_proxyPort->setAccessibleName(tr("Proxy port"));
    m_proxyUser->setPlaceholderText(tr("User"));
    m_proxyUser->setAccessibleName(tr("Proxy user"));
    m_proxyPassword->setPlaceholderText(tr("Password"));
    m_proxyPassword->setAccessibleName(tr("Proxy password"));

    auto *const address = new QHBoxLayout;
    address->setSpacing(4);
    address->addWidget(m_proxyType);
    address->addWidget(m_proxyHost, 1);
    address->addWidget(m_proxyPort);
    auto *const login = new QHBoxLayout;
    login->setSpacing(4);
    login->addWidget(m_proxyUser);
    login->addWidget(m_proxyPassword);
    auto *const form = new QFormLayout(this);
    form->setContentsMargins(0, 12, 0, 0);
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(8);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("&Trust also"), m_authorities);
    form->addRow(tr("Client &certificate"), m_certificate);
    form->addRow(tr("Its &key"), m_key);
    form->addRow(tr("&Passphrase"), m_passphrase);
    form->addRow(tr("Server &name"), m_serverName);
    form->addRow(tr("&Accepted"), m_fingerprint);
    form->addRow(QString(), m_acceptsAny);
    form->addRow(tr("Pro&xy"), address);
    form->addRow(tr("Proxy &login"), login);

    connect(m_proxyType, &QComboBox::currentIndexChanged, this, &SecurityPage::enableParts);
    enableParts();
}

void SecurityPage::enableParts()
{
    const bool hasProxy = m_proxyType->currentIndex() > 0;
    for (QWidget *const part :
         QList<QWidget *> {m_proxyHost, m_proxyPort, m_proxyUser, m_proxyPassword})
        part->setEnabled(hasProxy);
}

void SecurityPage::read(const ConnectRequest &request)
{
    m_authorities->setFile(request.authoritiesFile);
    m_certificate->setFile(request.certificateFile);
    m_key->setFile(request.keyFile);
    const Tap::TlsOptions &tls = request.options.tls;
    m_passphrase->setText(QString::fromUtf8(tls.keyPassphrase));
    m_serverName->setText(QString::fromUtf8(tls.serverName));
    m_acceptsAny->setChecked(tls.acceptsAny);
    m_fingerprint->setText(fingerprintText(tls.acceptedFingerprint));
    const Tap::UpstreamProxy &proxy = request.options.proxy;
    m_proxyType->setCurrentIndex(m_proxyType->findData(static_cast<int>(proxy.type)));
    m_proxyHost->setText(QString::fromUtf8(proxy.host));
    m_proxyPort->setValue(proxy.port);
    m_proxyUser->setText(QString::fromUtf8(proxy.user));
    m_proxyPassword->setText(QString::fromUtf8(proxy.password));
}

void SecurityPage::writeTo(ConnectRequest *request) const
{
    request->authoritiesFile = m_authorities->file();
    request->certificateFile = m_certificate->file();
    request->keyFile = m_key->file();
    Tap::TlsOptions &tls = request->options.tls;
    tls.keyPassphrase = m_passphrase->text().toUtf8();
    tls.serverName = m_serverName->text().trimmed().toUtf8();
    tls.acceptsAny = m_acceptsAny->isChecked();
    tls.acceptedFingerprint = QByteArray::fromHex(m_fingerprint->text().toLatin1()).toHex();
    Tap::UpstreamProxy &proxy = request->options.proxy;
    proxy.type = static_cast<ProxyType>(m_proxyType->currentData().toInt());
    if (proxy.type == ProxyType::None) {
        proxy = {};
        return;
    }
    proxy.host = m_proxyHost->text().trimmed().toUtf8();
    proxy.port = static_cast<quint16>(m_proxyPort->value());
    proxy.user = m_proxyUser->text().toUtf8();
    proxy.password = m_proxyPassword->text().toUtf8();
}

// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/tap/tapform.h"

#include "protocol/tap/tapspec.h"
#include "widgets/common/errorlabel.h"
#include "widgets/tap/tapguide.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>

namespace {

// "localhost:3000" means http.
QString withScheme(const QString &target)
{
    const QString text = target.trimmed();
    return text.isEmpty() || text.contains(QLatin1String("://")) ? text
                                                                 : QLatin1String("http://") + text;
}

QString portOf(const QString &listen)
{
    return listen.mid(listen.lastIndexOf(QLatin1Char(':')) + 1);
}

} // namespace

std::optional<Tap::TapOptions> TapRequest::toOptions(QString *error) const
{
    const auto say = [error](const QByteArray &words) {
        if (error)
            *error = QString::fromUtf8(words);
    };
    const auto parsedTarget = Tap::TapSpec::parseTarget(target.toUtf8());
    if (!parsedTarget.value) {
        say(parsedTarget.error);
        return std::nullopt;
    }
    auto parsed = Tap::TapSpec::parseListen(listen.toUtf8());
    if (!parsed.value) {
        say(parsed.error);
        return std::nullopt;
    }
    Tap::TapOptions options = *parsed.value;
    options.target = *parsedTarget.value;
    options.hostRewrite = hostRewrite;
    options.tls.acceptsAny = acceptCertificate;
    return options;
}

TapForm::TapForm(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_target(new QLineEdit)
    , m_listen(new QLineEdit)
    , m_outside(new QCheckBox(tr("Let other machines in the network use it")))
    , m_hostRewrite(new QComboBox)
    , m_certificate(new QCheckBox(tr("Accept any certificate of the server")))
    , m_error(new ErrorLabel(theme))
{
    m_target->setPlaceholderText(QStringLiteral("http://127.0.0.1:3000"));
    m_target->setAccessibleName(tr("Address of the server"));
    m_target->setToolTip(tr("Where the server is: http, https, ws or wss, with a path if all "
                            "requests shall begin with it"));
    m_listen->setPlaceholderText(QStringLiteral("127.0.0.1:9000"));
    m_listen->setAccessibleName(tr("Address to listen on"));
    m_listen->setToolTip(tr("A port, or an address and a port; port 0 picks a free one"));
    m_outside->setToolTip(tr("Listens on all addresses of this machine: anybody who can reach it "
                             "can use the server through the tap"));
    m_hostRewrite->addItem(tr("Automatically: for servers that are not on this machine"));
    m_hostRewrite->addItem(tr("Always"));
    m_hostRewrite->addItem(tr("Never"));
    m_hostRewrite->setAccessibleName(tr("Rewrite Host, Origin and Referer"));
    m_hostRewrite->setToolTip(tr("Whether Host, Origin and Referer that name the tap become the "
                                 "server's. What was changed is marked in the capture."));
    m_certificate->setToolTip(tr("For a certificate of your own making. Nobody checks then who "
                                 "answers."));
    auto *const form = new QFormLayout(this);
    form->setContentsMargins({});
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(8);
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    form->addRow(tr("&Server"), m_target);
    form->addRow(tr("&Listen on"), m_listen);
    form->addRow(QString(), m_outside);
    form->addRow(tr("Rewrite &Host"), m_hostRewrite);
    form->addRow(QString(), m_certificate);
    form->addRow(m_error);

    connect(m_target, &QLineEdit::textChanged, this, &TapForm::onTargetChanged);
    connect(m_listen, &QLineEdit::textChanged, this, &TapForm::onListenChanged);
    connect(m_outside, &QCheckBox::toggled, this, &TapForm::onOutsideToggled);
    onTargetChanged();
}

void TapForm::setRequest(const TapRequest &request)
{
    m_target->setText(request.target);
    m_listen->setText(request.listen);
    m_hostRewrite->setCurrentIndex(static_cast<int>(request.hostRewrite));
    m_certificate->setChecked(request.acceptCertificate);
}

TapRequest TapForm::request() const
{
    TapRequest request;
    request.target = withScheme(m_target->text());
    request.listen = m_listen->text().trimmed();
    if (request.listen.isEmpty())
        request.listen = m_listen->placeholderText();
    if (request.target.isEmpty())
        request.target = m_target->placeholderText();
    request.hostRewrite = static_cast<TapRequest::HostRewrite>(m_hostRewrite->currentIndex());
    request.acceptCertificate = m_certificate->isEnabled() && m_certificate->isChecked();
    return request;
}

bool TapForm::check()
{
    QString error;
    const bool isFine = request().toOptions(&error).has_value();
    showError(error);
    if (!isFine) {
        const bool targetIsWrong
            = !Tap::TapSpec::parseTarget(request().target.toUtf8()).value.has_value();
        (targetIsWrong ? m_target : m_listen)->setFocus();
    }
    return isFine;
}

void TapForm::showError(const QString &words)
{
    m_error->say(words);
}

QString TapForm::errorText() const
{
    return m_error->words();
}

void TapForm::onTargetChanged()
{
    const QString target = withScheme(m_target->text());
    m_certificate->setEnabled(target.startsWith(QLatin1String("https:"))
                              || target.startsWith(QLatin1String("wss:")));
    showError({});
    emit changed();
}

void TapForm::onListenChanged()
{
    const bool outside = TapGuide::isReachableFromOutside(m_listen->text().trimmed());
    const QSignalBlocker blocker(m_outside);
    m_outside->setChecked(outside);
    showError({});
    emit changed();
}

void TapForm::onOutsideToggled(bool outside)
{
    const QString current
        = m_listen->text().isEmpty() ? m_listen->placeholderText() : m_listen->text();
    m_listen->setText((outside ? QStringLiteral("0.0.0.0:") : QStringLiteral("127.0.0.1:"))
                      + portOf(current.trimmed()));
}

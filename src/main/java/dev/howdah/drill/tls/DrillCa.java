package dev.howdah.drill.tls;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// A certificate authority that lives as long as one drill. Its root goes to a PEM file, which plays the part of the bundle
/// that AWS publishes; its private key never leaves memory, so nobody can make certificates that a later drill would trust.
public final class DrillCa {
    private static final Duration ROOT_LIFE = Duration.ofDays(3650);
    private static final Duration SERVER_LIFE = Duration.ofDays(365);
    private static final SecureRandom RANDOM = new SecureRandom();
    private final KeyPair keys;
    private final X509Certificate root;
    private final Path pem;

    private DrillCa(KeyPair keys, X509Certificate root, Path pem) {
        this.keys = keys;
        this.root = root;
        this.pem = pem;
    }

    /// Makes a new authority and writes its root certificate to `directory/drill-ca.pem`.
    public static DrillCa create(Path directory) throws IOException {
        try {
            KeyPair keys = newKeys();
            X500Name name = new X500Name("CN=Howdah Drill Root CA RSA2048 G1,OU=Howdah Drill,O=Howdah");
            Instant now = Instant.now();
            var builder = builder(name, name, keys, now, now.plus(ROOT_LIFE));
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            X509Certificate root = sign(builder, keys);
            Files.createDirectories(directory);
            Path pem = directory.resolve("drill-ca.pem");
            Files.writeString(pem, pem(root));
            return new DrillCa(keys, root, pem);
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IOException("The drill's certificate authority could not be made", e);
        }
    }

    /// The file with the root certificate: what `sslrootcert` of libpq wants.
    public Path caPem() {
        return pem;
    }

    public X509Certificate certificate() {
        return root;
    }

    /// A certificate for one DNS name, good for a year as RDS's are, on a key of its own.
    public ServerCertificate serverCertificate(String hostName) throws IOException {
        try {
            KeyPair own = newKeys();
            Instant from = Instant.now();
            // the common name of X.509 ends at 64 characters; the name that counts is the alternative one
            X500Name subject = new X500Name(
                    "CN=" + (hostName.length() <= 64 ? hostName : "Howdah drill server") + ",OU=Howdah Drill,O=Howdah");
            Instant till = from.plus(SERVER_LIFE).truncatedTo(ChronoUnit.SECONDS);
            var builder = builder(X500Name.getInstance(root.getSubjectX500Principal().getEncoded()), subject, own, from, till);
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment));
            builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
            builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(new GeneralName(GeneralName.dNSName, hostName)));
            builder.addExtension(Extension.authorityKeyIdentifier, false, new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(root));
            X509Certificate certificate = sign(builder, keys);
            return new ServerCertificate(hostName, pem(certificate), pem(new JcaPKCS8Generator(own.getPrivate(), null)),
                    certificate.getNotBefore().toInstant(), certificate.getNotAfter().toInstant());
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IOException("No certificate could be made for " + hostName, e);
        }
    }

    private static KeyPair newKeys() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048, RANDOM);
        return generator.generateKeyPair();
    }

    private static X509v3CertificateBuilder builder(X500Name issuer, X500Name subject, KeyPair subjectKeys, Instant from, Instant till)
            throws CertIOException, GeneralSecurityException {
        // five minutes earlier, for clients whose clock is a little behind
        var builder = new JcaX509v3CertificateBuilder(issuer, new BigInteger(120, RANDOM), Date.from(from.minusSeconds(300)),
                Date.from(till),
                subject, subjectKeys.getPublic());
        builder.addExtension(Extension.subjectKeyIdentifier, false,
                new JcaX509ExtensionUtils().createSubjectKeyIdentifier(subjectKeys.getPublic()));
        return builder;
    }

    private static X509Certificate sign(X509v3CertificateBuilder builder, KeyPair by)
            throws GeneralSecurityException, OperatorCreationException {
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(by.getPrivate())));
    }

    private static String pem(Object object) throws IOException {
        var text = new StringWriter();
        try (var writer = new JcaPEMWriter(text)) {
            writer.writeObject(object);
        }
        return text.toString();
    }
}
